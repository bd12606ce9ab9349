package bank.projection.rebuild;

import bank.projection.peer.WholeViews;
import bank.projection.streams.StreamsViews;
import bank.projection.view.Folding;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Hands the partitions whose live views are here over to the rebuilt ones, wherever those are. The live ones stop to fold
 * first and go on to answer, so no caller can have seen more than the rebuilt ones have when they take over. While it is
 * written in the log that they do, nobody is answered: who reads it earlier may be answered from them already.
 */
final class Handover {

    private static final long ARRIVES_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_MILLIS = 20;

    private final RebuildParts parts;
    private final RebuildState state;
    private final StreamsViews live;
    private final StreamsViews rebuilt;

    Handover(RebuildParts parts, RebuildState state, StreamsViews rebuilt) {
        this.parts = parts;
        this.state = state;
        this.live = parts.live().now();
        this.rebuilt = rebuilt;
    }

    /** Hands over what can be now, and says whether that is any; the rest stays as it is. */
    boolean step() throws InterruptedException, ExecutionException {
        List<Integer> left = state.all().stream()
                .filter(partition -> !state.switched().contains(partition))
                .toList();
        if (live.failed()) {
            return take(left.stream().filter(rebuilt.rows()::answers).collect(Collectors.toSet()));
        }
        Set<Integer> ours = left.stream().filter(live.rows()::answers).collect(Collectors.toSet());
        // What is closed was handed over, and this is not read here yet.
        if (ours.isEmpty() || parts.live().isClosed(live.generation(), left) || !everybodyHasIt()) {
            return false;
        }
        // So long it still folds: what is nearly as far is as far soon after that.
        Set<Integer> near = arrived(ours, ends(ours));
        return !near.isEmpty() && stopAndGive(near);
    }

    /** Who answers callers must be able to answer them from the rebuilt views too. */
    private boolean everybodyHasIt() {
        return rebuilt.instances().hosts().containsAll(live.instances().hosts());
    }

    /** Gives those over that have arrived soon after these here stand still, and says whether that is any. */
    boolean stopAndGive(Set<Integer> partitions) throws InterruptedException, ExecutionException {
        Folding folding = live.topology().folding();
        folding.freeze();
        try {
            Set<Integer> arrived = arrived(partitions, ends(partitions));
            if (!arrived.isEmpty()) {
                give(arrived);
            }
            return !arrived.isEmpty();
        } finally {
            folding.thaw();
        }
    }

    private void give(Set<Integer> partitions) throws InterruptedException {
        boolean unread = false;
        parts.live().close(live.generation(), partitions);
        try {
            // Who is no longer trusted with them may have been replaced by one who goes on.
            if (partitions.stream().allMatch(live.rows()::answers)) {
                write(partitions);
            }
        } catch (GenerationLog.UnreadException e) {
            // Others may answer already: here nobody is answered until it is read.
            unread = true;
            throw e;
        } finally {
            if (!unread) {
                parts.live().open();
            }
        }
    }

    private void write(Set<Integer> partitions) throws InterruptedException {
        var _ = parts.log()
                .append(RebuildRecord.switched(
                        state.generation(), partitions, parts.clock().instant()));
    }

    private Map<TopicPartition, Long> ends(Collection<Integer> partitions)
            throws InterruptedException, ExecutionException {
        return live.progress().of(partitions);
    }

    /** Which of the partitions have all before those ends in the rebuilt views, soon. */
    private Set<Integer> arrived(Set<Integer> partitions, Map<TopicPartition, Long> ends)
            throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        Set<Integer> behind = new HashSet<>(partitions);
        while (true) {
            Map<TopicPartition, Long> positions = positions(behind);
            behind.removeIf(partition -> ends.entrySet().stream()
                    .filter(end -> end.getKey().partition() == partition)
                    .allMatch(end -> positions.getOrDefault(end.getKey(), -1L) >= end.getValue()));
            if (behind.isEmpty() || System.nanoTime() - begun >= ARRIVES_WITHIN_NANOS) {
                break;
            }
            boolean _ = new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        Set<Integer> arrived = new HashSet<>(partitions);
        arrived.removeAll(behind);
        return arrived;
    }

    private Map<TopicPartition, Long> positions(Set<Integer> partitions)
            throws InterruptedException, ExecutionException {
        try {
            return new WholeViews(rebuilt, parts.peers()).positions(partitions);
        } catch (InvalidStateStoreException e) {
            return Map.of();
        }
    }

    /** The live views have stopped everywhere: nobody is answered from them, and the rebuilt ones only have to be as far. */
    private boolean take(Set<Integer> partitions) throws InterruptedException, ExecutionException {
        if (partitions.isEmpty() || live.log().members() > 0) {
            return false;
        }
        Map<TopicPartition, Long> ends =
                live.log().ends(rebuilt.progress().of(partitions).keySet());
        Set<Integer> arrived = arrived(partitions, ends);
        if (!arrived.isEmpty()) {
            write(arrived);
        }
        return !arrived.isEmpty();
    }
}
