package bank.projection.rebuild;

import java.util.Locale;

/** How far a rebuild is. */
enum Phase {
    BUILDING,
    COMPARING,
    /** The two differ, and an operator has to decide. */
    DIFFERENT,
    SWITCHING,
    SWITCHED,
    DROPPED,
    FAILED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
