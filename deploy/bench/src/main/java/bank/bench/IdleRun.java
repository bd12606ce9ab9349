package bank.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** Measures what the bank uses when it has been started and nobody asks anything. */
final class IdleRun {

    private static final double PERCENT = 100;

    private IdleRun() {}

    static IdleFigures of(Options options, Schedule schedule) throws InterruptedException {
        try (WorkFolder folder = WorkFolder.make();
                SystemProcess system = SystemProcess.start(options.bankCommand(), folder.path(), options.port())) {
            system.awaitReady();
            system.awaitQuiet();
            // What the start left behind, such as the compiler's work, is not idleness.
            MILLISECONDS.sleep(schedule.idleSettleMillis());
            double cores = system.cores(schedule.idleMillis());
            return new IdleFigures(cores * PERCENT, system.memoryMegabytes());
        }
    }
}
