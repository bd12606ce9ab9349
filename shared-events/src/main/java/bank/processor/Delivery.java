package bank.processor;

import bank.wire.CommandEnvelope;
import bank.wire.Reply;
import bank.wire.ReplyTo;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A command as it came to this instance.
 *
 * @param claim to where its aggregate lives
 * @param replyTo who hears of it by topic
 * @param caller who waits in this process
 * @param offset its place on its topic, if it came from there
 */
record Delivery(
        Claim claim,
        CommandEnvelope command,
        ReplyTo replyTo,
        Optional<CompletableFuture<Reply>> caller,
        OptionalLong offset) {

    static Delivery called(Claim claim, CommandEnvelope command, CompletableFuture<Reply> caller) {
        return new Delivery(claim, command, new ReplyTo.Nobody(), Optional.of(caller), OptionalLong.empty());
    }

    static Delivery received(Claim claim, CommandEnvelope command, ReplyTo replyTo, long offset) {
        return new Delivery(claim, command, replyTo, Optional.empty(), OptionalLong.of(offset));
    }

    /** The same as a part of that trace. */
    Delivery within(Optional<String> traceparent) {
        return new Delivery(claim, command.within(traceparent), replyTo, caller, offset);
    }

    Slot slot() {
        return claim.slot();
    }

    Rules<?, ?, ?> rules() {
        return claim.state().rules();
    }
}
