package bank.projection.streams;

import bank.http.Problem;
import bank.http.ProblemException;
import bank.projection.query.LogProgress;
import bank.projection.query.PartitionViews;
import bank.projection.view.Positions;
import bank.projection.view.VersionWaits;
import bank.projection.view.ViewRows;
import bank.projection.view.ViewTopology;
import bank.wire.Partitions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
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
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The views of this instance, kept by Kafka Streams. Thread-safe. */
public final class StreamsViews implements PartitionViews, LogProgress, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsViews.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Partitions partitions;
    private final ViewTopology topology;
    private final KafkaStreams streams;
    private final LogEnds log;
    private final CatchUp catchUp;
    private final GroupMembershipOperation atClose;

    private StreamsViews(
            StreamsSettings settings, LogEnds log, Partitions partitions, VersionWaits waits, InstantSource clock) {
        this.partitions = partitions;
        this.topology = new ViewTopology(
                settings.domain(), settings.topics(), partitions, settings.changelogConfig(), waits, new Positions());
        this.streams = new KafkaStreams(topology.build(), settings.properties(log.cluster(), topology.positions()));
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
            StreamsSettings settings, Partitions partitions, VersionWaits waits, InstantSource clock) {
        StreamsViews views = create(settings, partitions, waits, clock);
        try {
            views.streams.start();
            return views;
        } catch (ProcessorStateException e) {
            views.close();
            if (!isDamage(e)) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("why", String.valueOf(e.getCause()).replace('\n', ' '))
                    .log("The views' stores are damaged: thrown away, and made anew from the log");
            views.streams.cleanUp();
        }
        StreamsViews anew = create(settings, partitions, waits, clock);
        anew.streams.start();
        return anew;
    }

    private static StreamsViews create(
            StreamsSettings settings, Partitions partitions, VersionWaits waits, InstantSource clock) {
        var log = new LogEnds(Admin.create(settings.kafka().admin()), settings.applicationId());
        return new StreamsViews(settings, log, partitions, waits, clock);
    }

    private static boolean isDamage(ProcessorStateException e) {
        return e.getCause() instanceof RocksDBException cause
                && cause.getStatus() != null
                && cause.getStatus().getCode() == Status.Code.Corruption;
    }

    private void changed(State now, State before) {
        if (now == State.RUNNING) {
            catchUp.begin();
        } else {
            catchUp.interrupt();
            topology.positions().forgetAll();
        }
    }

    /** Whether every partition that this instance has is restored and was read to the end since. */
    public boolean ready() {
        return catchUp.done();
    }

    /** The partitions of the topics that this instance reads. */
    public Set<TopicPartition> assigned() {
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
            return new ViewRows(streams.store(StoreQueryParameters.fromNameAndType(
                            ViewTopology.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                    .withPartition(partition)));
        } catch (InvalidStateStoreException e) {
            throw new ProblemException(Problem.unavailable("The view is not here at the moment"));
        }
    }

    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(atClose).withTimeout(CLOSE_LIMIT));
        log.close();
    }
}
