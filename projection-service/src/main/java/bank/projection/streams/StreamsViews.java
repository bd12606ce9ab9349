package bank.projection.streams;

import bank.http.Problem;
import bank.http.ProblemException;
import bank.projection.query.LogProgress;
import bank.projection.query.PartitionViews;
import bank.projection.view.Folding;
import bank.projection.view.Positions;
import bank.projection.view.ViewRows;
import bank.projection.view.ViewTopology;
import bank.wire.ContentCipher;
import bank.wire.Partitions;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One generation of the views of this instance, kept by Kafka Streams. Thread-safe. */
public final class StreamsViews implements PartitionViews, LogProgress, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsViews.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(10);

    private final Generation generation;
    private final Partitions partitions;
    private final ViewTopology topology;
    private final KafkaStreams streams;
    private final LogEnds log;
    private final KafkaStreamsMetrics measured;
    private final CatchUp catchUp;
    private final GroupMembershipOperation atClose;

    private StreamsViews(
            StreamsSettings settings,
            Generation generation,
            LogEnds log,
            Partitions partitions,
            ContentCipher content,
            Folding folding,
            InstantSource clock) {
        this.generation = generation;
        this.partitions = partitions;
        this.topology = new ViewTopology(
                settings.domain(),
                settings.topics(),
                partitions,
                settings.changelogConfig(),
                content,
                folding,
                new Positions());
        this.streams = new KafkaStreams(
                topology.build(), settings.properties(generation, partitions, log.cluster(), topology.positions()));
        this.measured = new KafkaStreamsMetrics(streams);
        measured.bindTo(settings.metrics());
        this.log = log;
        this.catchUp = new CatchUp(log, topology.positions(), this::assigned);
        // Who keeps its name comes back to its partitions; who has none must not be waited for.
        this.atClose = settings.instanceId().isPresent()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        streams.setUncaughtExceptionHandler(new ThreadFailures(clock));
        streams.setStateListener(this::changed);
    }

    /**
     * Asks which cluster it is, and starts to restore and to read. Stores whose files are damaged are thrown away, for
     * their changelogs have all that they held.
     */
    public static StreamsViews start(
            StreamsSettings settings,
            Generation generation,
            Partitions partitions,
            ContentCipher content,
            Folding folding,
            InstantSource clock) {
        StreamsViews views = create(settings, generation, partitions, content, folding, clock);
        try {
            views.streams.start();
            return views;
        } catch (ProcessorStateException e) {
            views.close();
            if (!Damage.is(e)) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("why", String.valueOf(e.getCause()).replace('\n', ' '))
                    .log("The views' stores are damaged: thrown away, and made anew from the log");
            views.streams.cleanUp();
        }
        StreamsViews anew = create(settings, generation, partitions, content, folding, clock);
        anew.streams.start();
        return anew;
    }

    private static StreamsViews create(
            StreamsSettings settings,
            Generation generation,
            Partitions partitions,
            ContentCipher content,
            Folding folding,
            InstantSource clock) {
        var log = new LogEnds(Admin.create(settings.kafka().admin()), settings.applicationId(generation));
        return new StreamsViews(settings, generation, log, partitions, content, folding, clock);
    }

    private void changed(State now, State before) {
        if (now == State.RUNNING) {
            catchUp.begin();
        } else {
            catchUp.interrupt();
            topology.positions().forgetAll();
        }
    }

    public Generation generation() {
        return generation;
    }

    /** Whether every partition that this instance has is restored and was read to the end since. */
    public boolean ready() {
        return catchUp.done();
    }

    /** Whether it has given up: its thread failed again and again. */
    public boolean failed() {
        return streams.state().hasStartedOrFinishedShuttingDown();
    }

    /** Behind the last record of each partition of each topic that is in these views. */
    public Map<TopicPartition, Long> positions() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> committed = log.committed();
        return topology.sources().stream()
                .flatMap(topic -> IntStream.range(0, partitions.count())
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .collect(Collectors.toMap(
                        Function.identity(),
                        partition -> Math.max(
                                topology.positions().next(partition).orElse(0),
                                committed.getOrDefault(partition, 0L))));
    }

    /** Whether all before those positions is in these views. */
    public boolean has(Map<TopicPartition, Long> all) throws InterruptedException, ExecutionException {
        return topology.positions().reached(all, log.committed());
    }

    /** The partitions of the topics that this instance reads; none once it is closed or has given up. */
    public Set<TopicPartition> assigned() {
        if (!streams.state().isRunningOrRebalancing()) {
            return Set.of();
        }
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .collect(Collectors.toSet());
    }

    public ViewTopology topology() {
        return topology;
    }

    public LogEnds log() {
        return log;
    }

    /** Of all partitions, those too that are on their way to another instance at the moment. */
    @Override
    public End end() throws InterruptedException, ExecutionException {
        return new End(log.written(topology.eventTopics().stream()
                .flatMap(topic -> IntStream.range(0, partitions.count())
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList()));
    }

    @Override
    public boolean reached(End end) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> offsets = end.offsets();
        return topology.positions().reached(offsets, Map.of())
                || topology.positions().reached(offsets, log.committed());
    }

    @Override
    public ViewRows of(String key) {
        return view(partitions.of(key));
    }

    @Override
    public int partitionOf(String key) {
        return partitions.of(key);
    }

    @Override
    public List<ViewRows> all() {
        return IntStream.range(0, partitions.count()).mapToObj(this::view).toList();
    }

    private ViewRows view(int partition) {
        if (!ready()) {
            throw new ProblemException(Problem.unavailable("The views are catching up"));
        }
        try {
            return topology.rows(streams.store(StoreQueryParameters.fromNameAndType(
                            ViewTopology.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                    .withPartition(partition)));
        } catch (InvalidStateStoreException e) {
            throw new ProblemException(Problem.unavailable("The view is not here at the moment"));
        }
    }

    @Override
    public void close() {
        measured.close();
        streams.close(CloseOptions.groupMembershipOperation(atClose).withTimeout(CLOSE_LIMIT));
        log.close();
    }

    /** Closes it, never to be opened again, so nobody needs to keep its partitions for it. */
    public void closeForGood() {
        measured.close();
        streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(LEAVE_LIMIT));
        log.close();
    }
}
