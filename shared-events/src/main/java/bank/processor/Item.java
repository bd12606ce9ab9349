package bank.processor;

import bank.wire.CommandEnvelope;
import bank.wire.Reply;
import bank.wire.ReplyTo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What waits in the mailbox. */
sealed interface Item {

    /** Tells the caller, if one waits here, that nothing was done. */
    default void refuse(String sentence) {}

    /** In how many of them a caller waits here. */
    static int callers(List<Item> items) {
        return (int) items.stream().filter(Called.class::isInstance).count();
    }

    /** A command of a caller of this instance. */
    record Called(Slot slot, CommandEnvelope command, CompletableFuture<Reply> answer) implements Item {
        @Override
        public void refuse(String sentence) {
            answer.complete(new Reply.Unavailable(sentence));
        }
    }

    /** A command that came by the topic, read under a claim; under another claim it is read again. */
    record Received(Claim claim, long offset, CommandEnvelope command, ReplyTo replyTo) implements Item {}

    /** A record on the command topic that is no command. */
    record Unreadable(Claim claim, ConsumerRecord<byte[], byte[]> record, RuntimeException cause) implements Item {}

    /** Nothing to decide: who waits for items shall look at what else there is. */
    record Wake() implements Item {}
}
