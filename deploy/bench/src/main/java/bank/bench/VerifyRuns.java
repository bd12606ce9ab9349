package bank.bench;

import bank.bench.replay.Replay;
import bank.bench.replay.ReplayProcess;

/** Measures how fast all events are verified, beside a consumer that only counts them. */
final class VerifyRuns {

    static final String COUNT = "plain consumer that counts";
    static final String VERIFY = "verification";
    static final String FIRST = "first time, events/s";
    static final String PER_SECOND = "events/s";

    private final Options options;
    private final History history;
    private final Comparison figures = new Comparison("Verification");

    VerifyRuns(Options options, History history) {
        this.options = options;
        this.history = history;
    }

    Comparison run() {
        try (WorkFolder folder = WorkFolder.make();
                ReplayProcess count = start(Replay.COUNT, folder);
                ReplayProcess verify = start(Replay.VERIFY, folder)) {
            // A process that was just started compiles while it reads: each has that behind it, and shown apart.
            figures.add(COUNT, FIRST, count.pass().perSecond());
            figures.add(VERIFY, FIRST, verify.pass().perSecond());
            for (int round = 0; round < options.rounds(); round++) {
                figures.add(COUNT, PER_SECOND, count.pass().perSecond());
                figures.add(VERIFY, PER_SECOND, verify.pass().perSecond());
            }
        }
        return figures;
    }

    private ReplayProcess start(Replay replay, WorkFolder folder) {
        return ReplayProcess.start(replay, Subject.JVM_OPTIONS, history.bootstrap(), folder.path());
    }
}
