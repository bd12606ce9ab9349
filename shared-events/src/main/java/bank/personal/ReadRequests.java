package bank.personal;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Who waits until a topic has been read to its end. Thread-safe; one thread alone answers. */
final class ReadRequests {

    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Done when what the topic holds now has been read; fails where that will not be. */
    CompletableFuture<Void> ask() {
        var read = new CompletableFuture<Void>();
        asked.add(read);
        if (closed) {
            refuse();
        }
        return read;
    }

    int waiting() {
        return asked.size();
    }

    /** Answers those who asked first. */
    void done(int requests) {
        for (int i = 0; i < requests; i++) {
            asked.remove().complete(null);
        }
    }

    /** Nothing more is read. */
    void close() {
        closed = true;
        refuse();
    }

    private void refuse() {
        asked.forEach(read -> read.completeExceptionally(new IllegalStateException("The keys are closed")));
    }
}
