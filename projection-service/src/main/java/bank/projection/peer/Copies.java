package bank.projection.peer;

import bank.projection.query.Reading;
import bank.projection.streams.LocalRows;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewRows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What is left of a partition whose view cannot be read: copies of it, here and elsewhere. Thread-safe. */
record Copies(Peers peers, InstantSource clock) {

    /** A copy here that is no older needs no comparing with others. */
    private static final Duration YOUNG = Duration.ofSeconds(5);

    private static final Bytes NO_ROW = Bytes.wrap(new byte[] {0});

    private record Copy(Duration age, Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> rows) {}

    /**
     * The rows of the youngest copy that can be read; the reading notes how old it is.
     *
     * @throws InvalidStateStoreException if there is none
     */
    ViewRows youngest(StreamsViews views, int partition, Reading reading) {
        List<Copy> copies = new ArrayList<>();
        here(views, partition).ifPresent(copies::add);
        if (copies.stream().noneMatch(copy -> copy.age().compareTo(YOUNG) < 0)) {
            for (HostInfo host : views.instances().copies(partition)) {
                at(host, views, partition, reading).ifPresent(copies::add);
            }
        }
        Copy youngest = copies.stream()
                .min(Comparator.comparing(Copy::age))
                .orElseThrow(() -> new InvalidStateStoreException("There is no copy of partition " + partition));
        reading.note(youngest.age());
        return views.topology().rows(youngest.rows().get());
    }

    private Optional<Copy> here(StreamsViews views, int partition) {
        Optional<LocalRows.Copy> copy = views.rows().copy(partition);
        return copy.map(found -> new Copy(Duration.between(found.completeUpTo(), clock.instant()), found::rows));
    }

    /** It says its age with every page, so also with one without rows. */
    private Optional<Copy> at(HostInfo host, StreamsViews views, int partition, Reading reading) {
        try {
            long age = page(host, views, partition, new RowsRequest(NO_ROW, NO_ROW, false, false, 1))
                    .ageMillis();
            return Optional.of(new Copy(
                    Duration.ofMillis(age),
                    () -> new PeerRows(request -> {
                        RowsPage page = page(host, views, partition, request);
                        reading.note(Duration.ofMillis(page.ageMillis()));
                        return page;
                    })));
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }

    private RowsPage page(HostInfo host, StreamsViews views, int partition, RowsRequest request) {
        return RowsPage.read(peers.ask(host, PeerPaths.rows(views.generation(), partition, request, true)));
    }
}
