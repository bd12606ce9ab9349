package bank.projection.status;

import bank.projection.query.Queries;
import bank.projection.query.Resource;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsViews;
import bank.projection.view.Counts;
import bank.projection.view.RowKeys;
import bank.projection.view.VersionRow;
import bank.projection.view.ViewRows;
import bank.wire.Domain;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What is measured of the views, and by them of sagas and dead letters: asked for, and shown until it is asked again. */
public final class ViewMetrics {

    private static final String TYPE = "type";
    private static final double NANOS_PER_SECOND = 1e9;

    private final Queries queries;
    private final List<Resource> sagas;
    private final LiveViews views;
    private final StatusQueries.RebuildStatus rebuild;
    private final MultiGauge lag;
    private final MultiGauge sagasByState;
    private final MultiGauge overdue;
    private final MultiGauge longest;
    private final Seldom log;
    private final Seldom rows;
    private volatile double openLetters = Double.NaN;
    private volatile double rebuilt = Double.NaN;

    public ViewMetrics(
            MeterRegistry registry,
            Queries queries,
            List<Resource> resources,
            LiveViews views,
            StatusQueries.RebuildStatus rebuild,
            Vertx vertx) {
        this.queries = queries;
        this.sagas = resources.stream()
                .filter(each -> queries.domain().sagas().contains(each.type()))
                .toList();
        this.views = views;
        this.rebuild = rebuild;
        // Kafka's own limit is a minute: whoever queries shall not wait behind that.
        this.log = new Seldom(() -> vertx.executeBlocking(this::askTheLog, false));
        this.rows = new Seldom(() -> queries.pool().run(this::readTheRows));
        this.lag = gauges(registry, "bank.projection.lag.records", "Records that the views have not read yet");
        this.sagasByState = gauges(registry, "bank.sagas", "Sagas by their state");
        this.overdue = gauges(registry, "bank.sagas.overdue", "Sagas that wait longer than they should");
        this.longest = gauges(
                registry, "bank.sagas.longest.wait.seconds", "Since the last step of the saga that waits longest");
        gauge(registry, "bank.views.ready", "Whether queries are answered", each -> each.views.ready() ? 1 : 0);
        gauge(registry, "bank.views.rebuilt.ratio", "How far a rebuild of the views is", each -> each.rebuilt);
        gauge(registry, "bank.dead.letters.open", "Dead letters that nobody has decided on", each -> each.openLetters);
    }

    private static MultiGauge gauges(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<ViewMetrics> value) {
        Gauge.builder(name, this, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** Asks for what is to be asked for, if that is due. */
    public Future<?> measure() {
        // While they catch up there are no rows to read, but a lag to show.
        return views.ready() ? Future.join(log.ask(), rows.ask()) : log.ask();
    }

    private boolean askTheLog() throws InterruptedException {
        StreamsViews live = views.now();
        List<Row<?>> lags = new ArrayList<>();
        for (JsonNode partition : ProjectionStatus.of(live)) {
            if (!partition.path("state").textValue().equals(ProjectionStatus.ELSEWHERE)) {
                Tags tags = Tags.of(
                        "projection", partition.path("name").textValue(),
                        "partition", partition.path("partition").asText());
                lags.add(Row.of(tags, partition.path("lag").longValue()));
            }
        }
        lag.register(lags, true);
        Optional<ObjectNode> now = rebuild.document().filter(document -> document.has("end"));
        rebuilt = now.map(ViewMetrics::ratio).orElse(Double.NaN);
        return true;
    }

    private static double ratio(ObjectNode document) {
        double end = document.path("end").doubleValue();
        return end == 0 ? 1 : Math.min(1, document.path("position").doubleValue() / end);
    }

    private boolean readTheRows() {
        List<VersionRow> waiting = queries.overdue().waiting();
        List<Row<?>> states = new ArrayList<>();
        List<Row<?>> late = new ArrayList<>();
        List<Row<?>> waits = new ArrayList<>();
        for (Resource saga : sagas) {
            String type = saga.type().name();
            List<VersionRow> ours = waiting.stream()
                    .filter(row -> row.snapshot().stream().type().equals(type))
                    .toList();
            Map<String, Long> byState = ours.stream()
                    .collect(Collectors.groupingBy(
                            row -> saga.document().apply(row).path("status").asText("waiting"),
                            TreeMap::new,
                            Collectors.counting()));
            byState.put("ended", Math.max(0, counts(type).aggregates() - ours.size()));
            byState.forEach((state, count) -> states.add(Row.of(Tags.of(TYPE, type, "state", state), count)));
            late.add(Row.of(
                    Tags.of(TYPE, type),
                    ours.stream().filter(queries.overdue()::contains).count()));
            waits.add(Row.of(
                    Tags.of(TYPE, type),
                    ours.stream()
                                    .map(queries.overdue()::waitsFor)
                                    .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other)
                                    .toNanos()
                            / NANOS_PER_SECOND));
        }
        sagasByState.register(states, true);
        overdue.register(late, true);
        longest.register(waits, true);
        openLetters = letters();
        return true;
    }

    /** Each letter that was decided on is an aggregate of its own. */
    private long letters() {
        long all = 0;
        for (ViewRows view : queries.views().all()) {
            try (var keys = view.range(RowKeys.lettersAfter(new byte[0]))) {
                for (; keys.hasNext(); keys.next()) {
                    all++;
                }
            }
        }
        return Math.max(0, all - counts(Domain.LETTER.name()).aggregates());
    }

    private Counts counts(String type) {
        return queries.views().all().stream().map(view -> view.counts(type)).reduce(Counts.NONE, Counts::plus);
    }
}
