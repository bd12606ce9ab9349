package bank.projection.rebuild;

import bank.projection.view.ViewDifferences.Named;
import bank.projection.view.ViewDigest;
import java.util.List;
import java.util.Optional;

/**
 * What came of comparing a partition of the live views with the rebuilt ones.
 *
 * @param live what the live ones have, up to the same events as the rebuilt ones; nothing where there is trouble
 * @param differences the streams that differ
 * @param more whether there are others
 * @param trouble why the live ones cannot be read, if so
 */
record Finding(Optional<ViewDigest> live, List<Named> differences, boolean more, Optional<String> trouble) {

    static Finding impossible(String why) {
        return new Finding(Optional.empty(), List.of(), false, Optional.of(why));
    }

    boolean equal(ViewDigest rebuilt) {
        return live.equals(Optional.of(rebuilt)) && differences.isEmpty();
    }
}
