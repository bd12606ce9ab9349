package bank.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import bank.bench.replay.ReplayResult;
import java.time.Duration;

/** Has a running service rebuild its views, as an operator does, and waits for the end of it. */
final class ViewRebuild {

    private static final String PROJECTIONS = "/api/queries/projections";
    private static final String BUILDING = "building";
    private static final String SWITCHED = "switched";
    private static final long LOOK_MILLIS = 50;
    private static final Duration MOST = Duration.ofMinutes(60);

    private final BankCalls calls;
    private final long events;

    ViewRebuild(SystemProcess service, long events) {
        this.calls = new BankCalls(service.port());
        this.events = events;
    }

    /** How long it was building; that it then compares the views, and switches to them, is not counted. */
    ReplayResult rebuild() throws InterruptedException {
        long before = System.nanoTime();
        calls.post(PROJECTIONS + "/rebuild");
        awaitEndOf(BUILDING, before);
        long nanos = System.nanoTime() - before;
        awaitEndOf("comparing", before);
        String phase = awaitEndOf("switching", before);
        if (!phase.equals(SWITCHED)) {
            throw new IllegalStateException("The rebuild ended as " + phase);
        }
        return new ReplayResult(events, nanos);
    }

    private String awaitEndOf(String phase, long since) throws InterruptedException {
        String now = phase();
        while (now.equals(phase)) {
            if (System.nanoTime() - since > MOST.toNanos()) {
                throw new IllegalStateException("The rebuild does not come to an end: " + phase);
            }
            MILLISECONDS.sleep(LOOK_MILLIS);
            now = phase();
        }
        return now;
    }

    private String phase() throws InterruptedException {
        return calls.get(PROJECTIONS).path("rebuild").path("phase").asText();
    }
}
