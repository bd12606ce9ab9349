package bank.processor;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Work that other threads hand to the processor's thread, to run between two groups. Thread-safe. */
final class Controls {

    private record Control(Runnable work, CompletableFuture<Void> done) {}

    private final Queue<Control> waiting = new ConcurrentLinkedQueue<>();
    private final Runnable wake;
    private volatile boolean ended;

    /** {@code wake} makes the processor's thread look here. */
    Controls(Runnable wake) {
        this.wake = wake;
    }

    /** Completes when the work has run, exceptionally when it failed or will never run. */
    CompletableFuture<Void> submit(Runnable work) {
        var control = new Control(work, new CompletableFuture<>());
        waiting.add(control);
        wake.run();
        if (ended) {
            cancelAll();
        }
        return control.done();
    }

    /** Runs what waits. A failure reaches the submitter and the caller. */
    void runAll() {
        for (Control control = waiting.poll(); control != null; control = waiting.poll()) {
            try {
                control.work().run();
                control.done().complete(null);
            } catch (RuntimeException e) {
                control.done().completeExceptionally(e);
                throw e;
            }
        }
    }

    /** Nothing runs any more. */
    void end() {
        ended = true;
        cancelAll();
    }

    private void cancelAll() {
        for (Control control = waiting.poll(); control != null; control = waiting.poll()) {
            control.done().cancel(false);
        }
    }
}
