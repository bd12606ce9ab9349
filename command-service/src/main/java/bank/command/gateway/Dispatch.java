package bank.command.gateway;

import bank.processor.Processor;
import bank.wire.CommandEnvelope;
import bank.wire.CommandRecords;
import bank.wire.ContentCipher;
import bank.wire.ContentRecords;
import bank.wire.Domain;
import bank.wire.Environment;
import bank.wire.Ids;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Reply;
import bank.wire.ReplyTo;
import bank.wire.Topics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Brings commands to the processor that decides on them, here or elsewhere, and their outcomes back. Thread-safe. */
public final class Dispatch implements AutoCloseable {

    private static final int WAITERS_MOST = 10_000;
    private static final Reply BUSY = new Reply.Unavailable("Too many commands are on their way");

    private final Domain domain;
    private final Processor processor;
    private final ContentCipher content;
    private final Topics topics;
    private final Partitions partitions;
    private final ReplyTo.Gateway address;
    private final CommandSender sender;
    private final ReplyInbox inbox;
    private final ConcurrentMap<String, CompletableFuture<Reply>> waiters = new ConcurrentHashMap<>();

    public Dispatch(
            Domain domain, Environment environment, Partitions partitions, Processor processor, ContentCipher content) {
        KafkaSettings kafka = KafkaSettings.from(environment);
        this.domain = domain;
        this.processor = processor;
        this.content = content;
        this.topics = Topics.from(environment);
        this.partitions = partitions;
        // A new name at each start: what was sent to an earlier one finds nobody who waits.
        String instance = Ids.random("gateway-");
        this.address = new ReplyTo.Gateway(partitions.of(instance), instance);
        this.sender = new CommandSender(kafka);
        this.inbox = ReplyInbox.start(domain, kafka, content, topics.replies(), address, this::heard);
    }

    /**
     * A command that has been sent by its topic.
     *
     * @param durable done when it is certain to be decided on
     * @param reply its outcome; to cancel it is to wait no longer
     */
    public record Sent(CompletableFuture<Void> durable, CompletableFuture<Reply> reply) {}

    ContentCipher content() {
        return content;
    }

    public boolean ready() {
        return inbox.ready();
    }

    /** Has the command decided by whoever owns its aggregate. Who cancels the future waits no longer. */
    public CompletableFuture<Reply> decide(CommandEnvelope command) {
        return processor.owns(command.stream())
                ? processor.submit(command)
                : byTopic(command).reply();
    }

    /** Sends the command by its topic, and waits for the reply. */
    public Sent byTopic(CommandEnvelope command) {
        var reply = new CompletableFuture<Reply>();
        if (waiters.size() >= WAITERS_MOST) {
            reply.complete(BUSY);
            return new Sent(CompletableFuture.failedFuture(new RejectedExecutionException()), reply);
        }
        // The waiter is there before the command goes: its reply may be here before the send returns.
        waiters.put(command.id(), reply);
        var _ = reply.whenComplete((_, _) -> waiters.remove(command.id()));
        var durable = sender.send(List.of(toTopic(command, address)));
        var _ = durable.whenComplete((_, failure) -> {
            if (failure != null) {
                reply.complete(notDurable(failure));
            }
        });
        return new Sent(durable, reply);
    }

    /** What became of a command that could not be made durable: not sent at all, or perhaps written all the same. */
    static Reply notDurable(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof RejectedExecutionException
                ? new Reply.Unavailable("Kafka cannot be reached, or too many commands are on their way")
                : new Reply.Unknown();
    }

    /**
     * Sends the command by its topic, its outcome to be asked for by its id.
     *
     * @return done when the command is durable
     */
    public CompletableFuture<Void> leave(CommandEnvelope command) {
        return sender.send(List.of(
                PendingOutcome.record(topics.outcomes(), partitions, command.id()),
                toTopic(command, new ReplyTo.Outcomes())));
    }

    private ProducerRecord<byte[], byte[]> toTopic(CommandEnvelope command, ReplyTo replyTo) {
        String type = command.stream().type();
        return ContentRecords.seal(
                content,
                CommandRecords.toRecord(
                        topics.commands(type),
                        partitions.of(command.stream().key()),
                        domain.named(type),
                        command,
                        replyTo));
    }

    private void heard(String commandId, Reply reply) {
        CompletableFuture<Reply> waiter = waiters.get(commandId);
        if (waiter != null) {
            waiter.complete(reply);
        }
    }

    @Override
    public void close() {
        sender.close();
        inbox.close();
        waiters.values().forEach(waiter -> waiter.complete(new Reply.Unknown()));
    }
}
