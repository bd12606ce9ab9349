package bank.projection.rebuild;

import bank.projection.peer.WholeViews;
import bank.projection.streams.Generation;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewDifferences;
import bank.projection.view.ViewDifferences.Named;
import bank.projection.view.ViewDigest;
import bank.projection.view.ViewRows;
import bank.wire.DeadLetters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a rebuilt generation with the live one, partition by partition, while both go on. Who has a partition of the
 * new one says up to where it is built, and digests it; who has it of the live one digests that up to the same events,
 * and says what came of it. What one has said, nobody does again.
 */
final class Comparer {

    private static final Logger LOG = LoggerFactory.getLogger(Comparer.class);

    private final RebuildParts parts;
    private final RebuildState state;
    private final StreamsViews live;
    private final StreamsViews rebuilt;

    Comparer(RebuildParts parts, RebuildState state, StreamsViews rebuilt) {
        this.parts = parts;
        this.state = state;
        this.live = parts.live().now();
        this.rebuilt = rebuilt;
    }

    /** Does what can be done here now, at most one thing that takes long. */
    void step() throws InterruptedException, ExecutionException {
        for (int partition : state.all()) {
            if (!state.built().containsKey(partition) && rebuilt.rows().answers(partition)) {
                append(RebuildRecord.built(generation(), partition, ends(partition), now()));
            }
        }
        for (int partition : state.all()) {
            Map<String, Long> ends = state.built().get(partition);
            if (ends != null && !state.compared().containsKey(partition) && step(partition, ends)) {
                return;
            }
        }
    }

    private boolean step(int partition, Map<String, Long> ends) throws InterruptedException, ExecutionException {
        ViewDigest digest = state.digested().get(partition);
        if (digest == null) {
            if (!rebuilt.rows().answers(partition)) {
                return false;
            }
            ViewDigest found = ViewDigest.of(rebuilt.here(partition), ends);
            append(RebuildRecord.digested(generation(), partition, found, now()));
            return true;
        }
        Optional<Finding> finding = finding(partition, ends, digest);
        if (finding.isPresent()) {
            append(RebuildRecord.compared(generation(), partition, finding.get(), now()));
        }
        return finding.isPresent();
    }

    private Optional<Finding> finding(int partition, Map<String, Long> ends, ViewDigest digest)
            throws InterruptedException, ExecutionException {
        if (live.failed()) {
            // It may be why there is a rebuild. As long as another instance has the live ones, it compares them.
            return rebuilt.rows().answers(partition) && live.log().members() == 0
                    ? Optional.of(Finding.impossible("The live views have stopped"))
                    : Optional.empty();
        }
        if (!live.rows().answers(partition) || !live.progress().has(topicPartitions(partition, ends))) {
            return Optional.empty();
        }
        try {
            return Optional.of(compared(partition, ends, digest));
        } catch (InvalidStateStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("partition", partition).log("The views cannot be compared");
            return Optional.of(Finding.impossible("Partition " + partition + " cannot be read: "
                    + DeadLetters.causeInClear(live.topology().content(), e)));
        }
    }

    private Finding compared(int partition, Map<String, Long> ends, ViewDigest digest)
            throws InterruptedException, ExecutionException {
        var wholeLive = new WholeViews(live, parts.peers());
        var wholeRebuilt = new WholeViews(rebuilt, parts.peers());
        ViewRows ofLive = live.here(partition);
        ViewDigest found = ViewDigest.of(ofLive, ends);
        ViewDifferences.Found streams = found.equals(digest)
                ? new ViewDifferences.Found(List.of(), false)
                : ViewDifferences.of(ofLive, wholeRebuilt.rows(partition), ends);
        List<Named> marks = new Marks(wholeLive, wholeRebuilt, partition).differing();
        List<Named> differences = new ArrayList<>(streams.streams());
        marks.stream().limit(ViewDifferences.NAMED_MOST).forEach(differences::add);
        boolean more = streams.more() || marks.size() > ViewDifferences.NAMED_MOST;
        return new Finding(Optional.of(found), List.copyOf(differences), more, Optional.empty());
    }

    /** By type, behind the last event that the partition has now. */
    private Map<String, Long> ends(int partition) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> positions = rebuilt.progress().of(Set.of(partition));
        Map<String, Long> ends = new HashMap<>();
        rebuilt.topology()
                .domain()
                .names()
                .forEach(type -> ends.put(type, positions.getOrDefault(topicPartition(type, partition), 0L)));
        return Map.copyOf(ends);
    }

    private Map<TopicPartition, Long> topicPartitions(int partition, Map<String, Long> ends) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.forEach((type, end) -> positions.put(topicPartition(type, partition), end));
        return positions;
    }

    private TopicPartition topicPartition(String type, int partition) {
        return new TopicPartition(live.topology().topics().events(type), partition);
    }

    private Generation generation() {
        return state.generation();
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private void append(RebuildRecord record) throws InterruptedException {
        var _ = parts.log().append(record);
    }
}
