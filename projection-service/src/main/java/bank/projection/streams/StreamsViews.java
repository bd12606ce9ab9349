package bank.projection.streams;

import bank.projection.view.Folding;
import bank.projection.view.Positions;
import bank.projection.view.ViewRows;
import bank.projection.view.ViewTopology;
import bank.wire.ContentCipher;
import bank.wire.Partitions;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One generation of the views of this instance, kept by Kafka Streams. Thread-safe. */
public final class StreamsViews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsViews.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(10);

    private final Generation generation;
    private final ViewTopology topology;
    private final KafkaStreams streams;
    private final LogEnds log;
    private final KafkaStreamsMetrics measured;
    private final CatchUp catchUp;
    private final boolean keepsItsName;
    private final Instances instances;
    private final LocalRows rows;
    private final FollowedLog followed;

    private StreamsViews(
            StreamsSettings settings,
            Generation generation,
            LogEnds log,
            Partitions partitions,
            ContentCipher content,
            Folding folding,
            FollowedLog followed,
            InstantSource clock) {
        this.followed = followed;
        this.generation = generation;
        var positions = new Positions();
        this.catchUp = new CatchUp(log, positions, this::inputs, this::clients, this::isCopied, followed, clock);
        this.topology = new ViewTopology(
                settings.domain(),
                settings.topics(),
                partitions,
                settings.changelogConfig(),
                content,
                folding,
                positions,
                catchUp);
        this.streams = new KafkaStreams(
                topology.build(), settings.properties(generation, partitions, log.cluster(), positions));
        this.instances = new Instances(streams, settings.advertised());
        this.rows = new LocalRows(streams, topology, catchUp);
        this.measured = new KafkaStreamsMetrics(streams);
        measured.bindTo(settings.metrics());
        this.log = log;
        this.keepsItsName = settings.instanceId().isPresent();
        streams.setUncaughtExceptionHandler(new ThreadFailures(clock));
    }

    /**
     * Asks which cluster it is, and starts to restore and to read. Stores whose files are damaged are thrown away, for
     * their changelogs have all that they held.
     *
     * @param followed what has to be known, besides the rows, before anybody is answered
     */
    public static StreamsViews start(
            StreamsSettings settings,
            Generation generation,
            Partitions partitions,
            ContentCipher content,
            Folding folding,
            FollowedLog followed,
            InstantSource clock) {
        StreamsViews views = create(settings, generation, partitions, content, folding, followed, clock);
        try {
            views.start();
            return views;
        } catch (RuntimeException e) {
            views.close();
            if (!(e instanceof ProcessorStateException failed && Damage.is(failed))) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("why", String.valueOf(e.getCause()).replace('\n', ' '))
                    .log("The views' stores are damaged: thrown away, and made anew from the log");
            views.streams.cleanUp();
        }
        StreamsViews anew = create(settings, generation, partitions, content, folding, followed, clock);
        try {
            anew.start();
            return anew;
        } catch (RuntimeException e) {
            anew.close();
            throw e;
        }
    }

    private static StreamsViews create(
            StreamsSettings settings,
            Generation generation,
            Partitions partitions,
            ContentCipher content,
            Folding folding,
            FollowedLog followed,
            InstantSource clock) {
        var log = new LogEnds(Admin.create(settings.kafka().admin()), settings.applicationId(generation));
        try {
            return new StreamsViews(settings, generation, log, partitions, content, folding, followed, clock);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private void start() {
        streams.start();
        catchUp.start();
    }

    private Set<TopicPartition> inputs(int partition) {
        return Stream.concat(
                        topology.sources().stream().map(topic -> new TopicPartition(topic, partition)),
                        Stream.of(followed.partition()))
                .collect(Collectors.toSet());
    }

    private Set<String> clients() {
        return streams.metadataForLocalThreads().stream()
                .map(ThreadMetadata::consumerClientId)
                .collect(Collectors.toSet());
    }

    private boolean isCopied() {
        return !instances.others().isEmpty();
    }

    public Generation generation() {
        return generation;
    }

    /** Whether every partition that this instance has is restored and was read to the end since. */
    public boolean ready() {
        return streams.state() == State.RUNNING
                && assigned().stream()
                        .mapToInt(TopicPartition::partition)
                        .distinct()
                        .allMatch(rows::answers);
    }

    public LocalRows rows() {
        return rows;
    }

    public Instances instances() {
        return instances;
    }

    /** Whether it has given up: its thread failed again and again. */
    public boolean failed() {
        return streams.state().hasStartedOrFinishedShuttingDown();
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

    public ReadProgress progress() {
        return new ReadProgress(topology, log);
    }

    /** The rows of a partition, if callers may be answered from them here. */
    public ViewRows here(int partition) {
        return topology.rows(rows.live(partition));
    }

    @Override
    public void close() {
        // Who keeps its name comes back to its partitions; where others wait for them, it must not keep them.
        close(
                keepsItsName && !isCopied()
                        ? GroupMembershipOperation.REMAIN_IN_GROUP
                        : GroupMembershipOperation.LEAVE_GROUP,
                CLOSE_LIMIT);
    }

    /** Closes it, never to be opened again, so nobody needs to keep its partitions for it. */
    public void closeForGood() {
        close(GroupMembershipOperation.LEAVE_GROUP, LEAVE_LIMIT);
    }

    private void close(GroupMembershipOperation membership, Duration limit) {
        measured.close();
        catchUp.close();
        streams.close(CloseOptions.groupMembershipOperation(membership).withTimeout(limit));
        log.close();
    }
}
