package bank.wire;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that are missing, checks that those that are there fit, and says what of them differs from how it
 * would make them. Safe to run twice and at once.
 */
public final class TopicInitialiser {

    private static final String FOREVER = "-1";
    private static final String OUTCOME_RETENTION =
            Long.toString(Duration.ofDays(2).toMillis());
    private static final String REPLY_RETENTION =
            Long.toString(Duration.ofHours(1).toMillis());
    private static final String COMMAND_RETENTION =
            Long.toString(Duration.ofDays(30).toMillis());
    private static final String COMPACTION_LAG =
            Long.toString(Duration.ofDays(1).toMillis());

    private static final int ATTEMPTS_MOST = 600;
    private static final long PAUSE_MILLIS = 50;

    private final Admin admin;
    private final Domain domain;
    private final Topics topics;
    private final int partitions;
    private final short replication;

    public TopicInitialiser(Admin admin, Domain domain, Topics topics, int partitions, int replication) {
        this.admin = admin;
        this.domain = domain;
        this.topics = topics;
        this.partitions = partitions;
        this.replication = (short) replication;
    }

    /**
     * Makes the cluster ready and gives the number of partitions that the topics have.
     *
     * @throws SettingException if the cluster or a topic that is there does not fit
     */
    public Partitions run() throws InterruptedException, ExecutionException {
        ClusterFeatures.check(admin);
        String reference = topics.events(domain.names().getFirst());
        Set<String> present = admin.listTopics().names().get();
        int wantedPartitions = present.contains(reference) ? count(describe(Set.of(reference)), reference) : partitions;
        Map<String, NewTopic> wanted =
                wanted(wantedPartitions).collect(Collectors.toMap(NewTopic::name, topic -> topic, (one, _) -> one));
        createAll(wanted.values().stream()
                .filter(topic -> !present.contains(topic.name()))
                .toList());
        Map<String, TopicDescription> descriptions = describe(wanted.keySet());
        int count = count(descriptions, reference);
        for (TopicDescription topic : descriptions.values()) {
            if (topic.partitions().size() != count) {
                throw new SettingException("Topic " + topic.name() + " has "
                        + topic.partitions().size() + " partitions, but the topics of events have " + count
                        + "; all topics must have the same number.");
            }
        }
        awaitOnline(descriptions);
        descriptions.keySet().retainAll(present);
        TopicDifference.of(admin, wanted, descriptions).forEach(TopicDifference::warn);
        return new Partitions(count);
    }

    private static int count(Map<String, TopicDescription> descriptions, String topic) {
        return descriptions.values().stream()
                .filter(found -> found.name().equals(topic))
                .mapToInt(found -> found.partitions().size())
                .findFirst()
                .orElseThrow();
    }

    /**
     * The topics that there are to be. What a later version adds gets as many partitions as what is there already,
     * whatever the setting says now.
     */
    public Stream<NewTopic> wanted(int count) {
        Stream<NewTopic> perType = domain.names().stream()
                .flatMap(type -> Stream.of(
                        topic(topics.commands(type), count, Map.of(TopicConfig.RETENTION_MS_CONFIG, COMMAND_RETENTION)),
                        topic(topics.events(type), count, kept()),
                        topic(topics.snapshots(type), count, compacted())));
        return Stream.concat(
                perType,
                Stream.of(
                        topic(topics.replies(), count, Map.of(TopicConfig.RETENTION_MS_CONFIG, REPLY_RETENTION)),
                        topic(topics.outcomes(), count, Map.of(TopicConfig.RETENTION_MS_CONFIG, OUTCOME_RETENTION)),
                        topic(topics.deadLetters(), count, kept()),
                        topic(topics.projections(), count, kept()),
                        topic(topics.subjectKeys(), count, compacted())));
    }

    private static Map<String, String> kept() {
        return Map.of(
                TopicConfig.RETENTION_MS_CONFIG, FOREVER,
                TopicConfig.RETENTION_BYTES_CONFIG, FOREVER,
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    }

    private static Map<String, String> compacted() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                COMPACTION_LAG);
    }

    private NewTopic topic(String name, int count, Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replication - 1)));
        return new NewTopic(name, count, replication).configs(all);
    }

    private void createAll(List<NewTopic> missing) throws InterruptedException, ExecutionException {
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private Map<String, TopicDescription> describe(Set<String> names) throws InterruptedException, ExecutionException {
        return new HashMap<>(
                untilKnown(() -> admin.describeTopics(names).allTopicNames().get()));
    }

    /**
     * Until every partition is online: sends pipelined to one that is not can fail for ever. The client itself asks
     * again until each has a leader that answers; of a topic that is not known it says so at once.
     */
    private void awaitOnline(Map<String, TopicDescription> descriptions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = descriptions.values().stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions().size())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        untilKnown(() -> admin.listOffsets(ends).all().get());
    }

    private interface Question<T> {
        T ask() throws InterruptedException, ExecutionException;
    }

    /** A broker may create a topic and only a little later know it; the client does not ask again by itself then. */
    private static <T> T untilKnown(Question<T> question) throws InterruptedException, ExecutionException {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.ask();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || attempt == ATTEMPTS_MOST) {
                    throw e;
                }
                boolean _ = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }
}
