package bank.processor;

import bank.es.StreamId;
import bank.wire.CommandEnvelope;
import bank.wire.Reply;
import java.util.concurrent.CompletableFuture;

/** The single writer of the partitions that this instance owns. Thread-safe. */
public final class Processor implements AutoCloseable {

    private final ProcessorSettings settings;

    private Processor(ProcessorSettings settings) {
        this.settings = settings;
    }

    /** Starts to join the group and to take partitions over; returns at once. */
    public static Processor start(ProcessorSettings settings) {
        return new Processor(settings);
    }

    /** Whether this instance decides for the stream now, so that {@link #submit} may be called for it. */
    public boolean owns(StreamId stream) {
        return settings.mailbox() < 0 && stream.id().isEmpty();
    }

    /**
     * Takes a command into the mailbox.
     *
     * @return its outcome once it is committed; {@link Reply.Unavailable} at once where the mailbox is full or the
     *     partition is not owned
     */
    public CompletableFuture<Reply> submit(CommandEnvelope command) {
        return CompletableFuture.completedFuture(new Reply.Unavailable(command.id()));
    }

    /** Whether it has joined its group and decides for every partition that it was assigned. */
    public boolean ready() {
        return false;
    }

    /** Finishes what has begun, releases the partitions and leaves the group. */
    @Override
    public void close() {}
}
