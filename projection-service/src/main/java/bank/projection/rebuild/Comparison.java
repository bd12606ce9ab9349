package bank.projection.rebuild;

import bank.projection.view.ViewDifferences;
import bank.projection.view.ViewDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of comparing a rebuilt generation with the live one.
 *
 * @param partitions each of them, up to the same event in both
 * @param marks what differs among what waits and what was set aside, and has kept differing
 * @param trouble why the live one cannot be compared with, if so
 */
record Comparison(List<OfPartition> partitions, List<ViewDifferences.Named> marks, Optional<String> trouble) {

    /**
     * One partition.
     *
     * @param ends behind which event of each aggregate type was not looked
     * @param differences the streams that differ, where the digests do
     */
    record OfPartition(
            int partition,
            Map<String, Long> ends,
            ViewDigest live,
            ViewDigest rebuilt,
            ViewDifferences.Found differences) {

        boolean equal() {
            return live.equals(rebuilt);
        }
    }

    static Comparison impossible(String why) {
        return new Comparison(List.of(), List.of(), Optional.of(why));
    }

    boolean equal() {
        return trouble.isEmpty() && marks.isEmpty() && partitions.stream().allMatch(OfPartition::equal);
    }
}
