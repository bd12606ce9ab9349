package bank.processor;

import bank.es.Command;
import bank.metrics.Buckets;
import bank.wire.AggregateType;
import bank.wire.Reply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** What is measured of a processor, over all its lives. Thread-safe. */
final class ProcessorMetrics {

    /** What a decision on a command came to. */
    private enum Outcome {
        ACCEPTED,
        REJECTED,
        CONFLICT,
        REPEATED,
        KEY_REUSED,
        RUNNING,
        DEFECT,
        UNAVAILABLE,
        UNKNOWN
    }

    /** Why a command was not decided on. */
    enum TurnedAway {
        FULL,
        CLOSED,
        MOVED,
        OUTAGE
    }

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer transactions;
    private final Timer failedTransactions;
    private final DistributionSummary groups;
    private final Timer takeovers;
    private final Counter tookOver;
    private final Counter restored;
    private final Counter lives;
    private final Map<TurnedAway, Counter> turnedAway = new EnumMap<>(TurnedAway.class);
    private final Map<Class<?>, Map<Outcome, Counter>> decided = new ConcurrentHashMap<>();

    ProcessorMetrics(MeterRegistry registry, String processor) {
        this.registry = registry;
        this.tags = Tags.of("processor", processor);
        this.transactions = transactions("committed");
        this.failedTransactions = transactions("failed");
        this.groups = Buckets.counts("bank.transaction.commands", "Commands in one transaction")
                .tags(tags)
                .register(registry);
        this.takeovers = Buckets.timer("bank.takeover.duration", "From an assignment of partitions to their claim")
                .tags(tags)
                .register(registry);
        this.tookOver = counter("bank.partitions.taken.over", "Partitions claimed");
        this.restored = counter("bank.restore.records", "Snapshots and events read in takeovers");
        this.lives = counter("bank.processor.lives", "Lives begun: the first, and one after each failure");
        for (TurnedAway why : TurnedAway.values()) {
            turnedAway.put(
                    why,
                    Counter.builder("bank.commands.turned.away")
                            .description("Commands that were not decided on")
                            .tags(tags)
                            .tag("reason", label(why))
                            .register(registry));
        }
    }

    private Timer transactions(String result) {
        return Buckets.timer("bank.transaction.duration", "From the first record of a transaction to its end")
                .tags(tags)
                .tag("result", result)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    /** What is read when somebody looks. */
    void watch(Processor processor) {
        gauge("bank.mailbox.commands", "Commands that wait", processor, Processor::waiting);
        gauge("bank.mailbox.capacity.commands", "Commands that may wait", processor, Processor::capacity);
        gauge("bank.partitions.owned", "Partitions decided for", processor, each -> each.slots(Incarnation::owned));
        gauge(
                "bank.partitions.all",
                "Partitions that all instances together decide for",
                processor,
                Processor::allSlots);
        gauge(
                "bank.partitions.closed",
                "Partitions that stay closed until their records are mended",
                processor,
                each -> each.slots(life -> life.closed().size()));
        gauge(
                "bank.partitions.restoring",
                "Partitions that are being taken over",
                processor,
                each -> each.slots(Incarnation::restoring));
    }

    private void gauge(String name, String description, Processor processor, ToIntFunction<Processor> value) {
        Gauge.builder(name, processor, value::applyAsInt)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** The counter of such outcomes of such commands; to be counted once the outcome is committed. */
    Counter decided(AggregateType<?, ?, ?> type, Command command, Reply reply) {
        Outcome outcome = outcome(reply);
        Map<Outcome, Counter> outcomes = decided.computeIfAbsent(command.getClass(), _ -> new ConcurrentHashMap<>());
        Counter known = outcomes.get(outcome);
        return known == null ? outcomes.computeIfAbsent(outcome, _ -> decided(type, command, outcome)) : known;
    }

    private Counter decided(AggregateType<?, ?, ?> type, Command command, Outcome outcome) {
        return Counter.builder("bank.commands")
                .description("Commands decided on")
                .tags(tags)
                .tag("type", type.name())
                .tag("command", type.commandName(command))
                .tag("outcome", label(outcome))
                .register(registry);
    }

    private static Outcome outcome(Reply reply) {
        return switch (reply) {
            case Reply.Accepted accepted -> accepted.replayed() ? Outcome.REPEATED : Outcome.ACCEPTED;
            case Reply.Rejected rejected -> rejected.replayed() ? Outcome.REPEATED : Outcome.REJECTED;
            case Reply.Conflict conflict -> conflict.replayed() ? Outcome.REPEATED : Outcome.CONFLICT;
            case Reply.KeyReused _ -> Outcome.KEY_REUSED;
            case Reply.Running _ -> Outcome.RUNNING;
            case Reply.Defect _ -> Outcome.DEFECT;
            case Reply.Unavailable _ -> Outcome.UNAVAILABLE;
            case Reply.Unknown _ -> Outcome.UNKNOWN;
        };
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    void turnedAway(TurnedAway why, int commands) {
        Objects.requireNonNull(turnedAway.get(why)).increment(commands);
    }

    Timer.Sample begin() {
        return Timer.start(registry);
    }

    void committed(Timer.Sample transaction, int commands) {
        transaction.stop(transactions);
        if (commands > 0) {
            groups.record(commands);
        }
    }

    void failed(Timer.Sample transaction) {
        transaction.stop(failedTransactions);
    }

    void tookOver(Timer.Sample takeover, int partitions) {
        takeover.stop(takeovers);
        tookOver.increment(partitions);
    }

    void restored(int records) {
        restored.increment(records);
    }

    /** Measures a client until the result is closed, which must be before the client is. */
    KafkaClientMetrics watch(Producer<?, ?> client) {
        return bound(new KafkaClientMetrics(client));
    }

    /** The same of a consumer. */
    KafkaClientMetrics watch(Consumer<?, ?> client) {
        return bound(new KafkaClientMetrics(client));
    }

    private KafkaClientMetrics bound(KafkaClientMetrics client) {
        client.bindTo(registry);
        return client;
    }

    void lives() {
        lives.increment();
    }
}
