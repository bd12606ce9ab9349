package bank.projection.rebuild;

import bank.projection.rebuild.Comparison.OfPartition;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewDifferences;
import bank.projection.view.ViewDigest;
import bank.projection.view.ViewRows;
import bank.wire.DeadLetters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares a rebuilt generation of the views with the live one, while both go on. */
final class Comparer {

    private static final Logger LOG = LoggerFactory.getLogger(Comparer.class);
    private static final int LOOKS_AT_MARKS = 3;
    private static final int READ_ON_MOST = 500;
    private static final long PAUSE_MILLIS = 20;

    private final StreamsViews live;
    private final StreamsViews rebuilt;
    private final List<String> types;

    Comparer(StreamsViews live, StreamsViews rebuilt) {
        this.live = live;
        this.rebuilt = rebuilt;
        this.types = live.topology().domain().names();
    }

    /** Reads both; a live one that cannot be read is a finding too, for it may be why there is a rebuild. */
    Comparison compare() throws InterruptedException, ExecutionException {
        if (live.failed()) {
            return Comparison.impossible("The live views have stopped");
        }
        List<ViewRows> ofRebuilt = rebuilt.all();
        List<ViewRows> ofLive = live.all();
        List<Map<String, Long>> ends = ends(ofLive.size());
        List<OfPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < ofLive.size(); partition++) {
            try {
                partitions.add(
                        compare(partition, ofLive.get(partition), ofRebuilt.get(partition), ends.get(partition)));
            } catch (InvalidStateStoreException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).addKeyValue("partition", partition).log("The views cannot be compared");
                return Comparison.impossible("Partition " + partition + " cannot be read: " + DeadLetters.causeOf(e));
            }
        }
        return new Comparison(partitions, marks(ofLive, ofRebuilt), Optional.empty());
    }

    private static OfPartition compare(int partition, ViewRows live, ViewRows rebuilt, Map<String, Long> ends)
            throws InterruptedException {
        ViewDigest one = ViewDigest.of(live, ends);
        ViewDigest other = ViewDigest.of(rebuilt, ends);
        var differences = one.equals(other)
                ? new ViewDifferences.Found(List.of(), false)
                : ViewDifferences.of(live, rebuilt, ends);
        return new OfPartition(partition, ends, one, other, differences);
    }

    /** For each partition, behind the last event of each type that both have. */
    private List<Map<String, Long>> ends(int partitions) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> ofLive = live.progress().positions();
        Map<TopicPartition, Long> ofRebuilt = rebuilt.progress().positions();
        List<Map<String, Long>> ends = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            Map<String, Long> ofTypes = new HashMap<>();
            for (String type : types) {
                var topic = new TopicPartition(rebuilt.topology().topics().events(type), partition);
                ofTypes.put(type, Math.min(ofLive.getOrDefault(topic, 0L), ofRebuilt.getOrDefault(topic, 0L)));
            }
            ends.add(Map.copyOf(ofTypes));
        }
        return ends;
    }

    /** Marks come and go, so only those count that differ at every look, with reading on in between. */
    private List<ViewDifferences.Named> marks(List<ViewRows> ofLive, List<ViewRows> ofRebuilt)
            throws InterruptedException, ExecutionException {
        List<ViewDifferences.Named> lasting = new ArrayList<>();
        Set<Bytes> differing = marksOfAll(ofLive, ofRebuilt);
        for (int look = 1; look < LOOKS_AT_MARKS && !differing.isEmpty(); look++) {
            readOn();
            differing.retainAll(marksOfAll(ofLive, ofRebuilt));
        }
        differing.forEach(key -> lasting.add(ViewDifferences.ofMark(key)));
        return List.copyOf(lasting);
    }

    private Set<Bytes> marksOfAll(List<ViewRows> ofLive, List<ViewRows> ofRebuilt) {
        Set<Bytes> keys = new HashSet<>();
        for (int partition = 0; partition < ofLive.size(); partition++) {
            keys.addAll(ViewDifferences.ofMarks(types, ofLive.get(partition), ofRebuilt.get(partition)));
        }
        return keys;
    }

    /** Waits until each has what the other one has now. */
    private void readOn() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> ofLive = live.progress().positions();
        Map<TopicPartition, Long> ofRebuilt = rebuilt.progress().positions();
        for (int look = 0;
                look < READ_ON_MOST
                        && !(live.progress().has(ofRebuilt)
                                && rebuilt.progress().has(ofLive));
                look++) {
            boolean _ = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
