package bank.projection.rebuild;

import bank.projection.peer.WholeViews;
import bank.projection.view.ViewDifferences;
import bank.projection.view.ViewDifferences.Named;
import bank.projection.view.ViewRows;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/**
 * The rows of a partition that change: marks of what waits, and dead letters. They come and go, so only those count that
 * differ at every look, with reading on in between.
 */
record Marks(WholeViews live, WholeViews rebuilt, int partition) {

    private static final int LOOKS = 3;
    private static final int READ_ON_MOST = 250;
    private static final long PAUSE_MILLIS = 20;

    /** Those that keep differing. */
    List<Named> differing() throws InterruptedException, ExecutionException {
        Set<Bytes> differing = look();
        for (int look = 1; look < LOOKS && !differing.isEmpty(); look++) {
            readOn();
            differing.retainAll(look());
        }
        return differing.stream().sorted().map(ViewDifferences::ofMark).toList();
    }

    private Set<Bytes> look() {
        List<String> types = live.views().topology().domain().names();
        ViewRows ofLive = live.rows(partition);
        ViewRows ofRebuilt = rebuilt.rows(partition);
        return new HashSet<>(ViewDifferences.ofMarks(types, ofLive, ofRebuilt));
    }

    /** Waits until each has what the other one has now. */
    private void readOn() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> ofLive = positions(live);
        Map<TopicPartition, Long> ofRebuilt = positions(rebuilt);
        for (int look = 0; look < READ_ON_MOST && !(has(live, ofRebuilt) && has(rebuilt, ofLive)); look++) {
            boolean _ = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private Map<TopicPartition, Long> positions(WholeViews views) throws InterruptedException, ExecutionException {
        return views.positions(Set.of(partition));
    }

    private boolean has(WholeViews views, Map<TopicPartition, Long> all)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> positions = positions(views);
        return all.entrySet().stream()
                .filter(each -> each.getKey().partition() == partition)
                .allMatch(each -> positions.getOrDefault(each.getKey(), -1L) >= each.getValue());
    }
}
