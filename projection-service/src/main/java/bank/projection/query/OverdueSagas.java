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
    /** The same, one in ten, on looking at those that waited: one by one, and each may be at another instance. */
    private static final int LOOK_SHARE = 10;

    private final Domain domain;
    private final PartitionViews views;
    private final Duration overdueAfter;
    private final InstantSource clock;
    private List<VersionRow> waiting = List.of();
    private Instant nextSearch = Instant.MIN;
    private Instant nextLook = Instant.MIN;

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
        Instant began = clock.instant();
        if (!began.isBefore(nextSearch)) {
            waiting = search();
            nextSearch = after(shorter(since(began).multipliedBy(SEARCH_SHARE), overdueAfter.dividedBy(2)));
        } else if (!began.isBefore(nextLook)) {
            waiting = waiting.stream()
                    .map(before -> row(before.snapshot().stream()))
                    .flatMap(Optional::stream)
                    .filter(this::waits)
                    .toList();
            nextLook = after(since(began).multipliedBy(LOOK_SHARE));
        }
        return waiting;
    }

    /**
     * Finds those that have not ended. Who is overdue at any time before the next search was waiting at this one, as it
     * comes soon enough; only a view that lags behind can know of one later.
     */
    private List<VersionRow> search() {
        return domain.sagas().stream()
                .map(type -> new AggregateList(type, views).matching(this::waits, "", Integer.MAX_VALUE))
                .flatMap(all -> all.rows().stream().map(AggregateList.Listed::row))
                .toList();
    }

    private Duration since(Instant began) {
        return Duration.between(began, clock.instant());
    }

    private Instant after(Duration pause) {
        return clock.instant().plus(pause);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Optional<VersionRow> row(StreamId saga) {
        return views.of(saga.key()).head(domain.named(saga.type()), saga);
    }
}
