package bank.bench;

import java.util.EnumSet;
import java.util.Set;

/** The parts of the benchmark; those of {@link #USUAL} can each be had alone. */
enum Part {
    DEPOSITS,
    TRANSFERS,
    START,
    IDLE,
    VERIFY,
    VIEWS,
    ENCRYPTION,
    METRICS,
    SIZE,
    FEED,
    /** With those of a cluster in containers, which are had together. */
    CLUSTER,
    WAITS;

    static final Set<Part> CLUSTERED = EnumSet.of(CLUSTER, WAITS);
    static final Set<Part> USUAL = EnumSet.complementOf(EnumSet.of(CLUSTER, WAITS));
}
