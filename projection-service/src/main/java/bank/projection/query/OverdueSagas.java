package bank.projection.query;

import bank.es.StreamId;
import bank.projection.view.VersionRow;
import bank.wire.Domain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which sagas have waited longer than they should, and how many they are. Thread-safe. */
public final class OverdueSagas {

    /** So much of the time, one in a hundred, may be spent on looking at all sagas. */
    private static final int SEARCH_SHARE = 100;

    private final Domain domain;
    private final PartitionViews views;
    private final Duration overdueAfter;
    private final InstantSource clock;
    private List<StreamId> waiting = List.of();
    private Instant nextSearch = Instant.MIN;

    public OverdueSagas(Domain domain, PartitionViews views, Duration overdueAfter, InstantSource clock) {
        this.domain = domain;
        this.views = views;
        this.overdueAfter = overdueAfter;
        this.clock = clock;
    }

    public boolean contains(VersionRow saga) {
        return waits(saga) && saga.snapshot().time().plus(overdueAfter).isBefore(clock.instant());
    }

    private boolean waits(VersionRow saga) {
        return !domain.named(saga.snapshot().stream().type())
                .hasEnded(saga.snapshot().state());
    }

    /** How long ago its last step was. */
    public Duration waitsFor(VersionRow saga) {
        return Duration.between(saga.snapshot().time(), clock.instant());
    }

    /** How many there are. It may have to look at all sagas. */
    public long count() {
        return waiting().stream().filter(this::contains).count();
    }

    /** Those that have not ended. It may have to look at all sagas. */
    public synchronized List<VersionRow> waiting() {
        if (!clock.instant().isBefore(nextSearch)) {
            search();
        }
        List<VersionRow> still = waiting.stream()
                .map(this::row)
                .flatMap(Optional::stream)
                .filter(this::waits)
                .toList();
        waiting = streams(still);
        return still;
    }

    /**
     * Finds those that have not ended. Who is overdue at any time before the next search was waiting at this one, as it
     * comes soon enough; only a view that lags behind can know of one later.
     */
    private void search() {
        Instant began = clock.instant();
        waiting = domain.sagas().stream()
                .map(type -> new AggregateList(type, views).matching(this::waits, "", Integer.MAX_VALUE))
                .flatMap(all -> all.rows().stream().map(listed -> listed.row().snapshot().stream()))
                .toList();
        Instant now = clock.instant();
        Duration pause = Duration.between(began, now).multipliedBy(SEARCH_SHARE);
        Duration longest = overdueAfter.dividedBy(2);
        nextSearch = now.plus(pause.compareTo(longest) < 0 ? pause : longest);
    }

    private Optional<VersionRow> row(StreamId saga) {
        return views.of(saga.key()).head(domain.named(saga.type()), saga);
    }

    private static List<StreamId> streams(List<VersionRow> rows) {
        return rows.stream().map(row -> row.snapshot().stream()).toList();
    }
}
