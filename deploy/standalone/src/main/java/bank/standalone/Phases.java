package bank.standalone;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells the person at the terminal what the start does and how long each phase took. Not thread-safe. */
final class Phases {

    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private long phaseStart = System.nanoTime();

    Phases(PrintStream out) {
        this.out = out;
    }

    void done(String what) {
        long now = System.nanoTime();
        out.println(what + " (" + seconds(now - phaseStart) + ")");
        phaseStart = now;
    }

    /** How long it took since this JVM began. */
    String total() {
        long began = ManagementFactory.getRuntimeMXBean().getStartTime();
        return seconds(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - began));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / NANOS_PER_SECOND);
    }
}
