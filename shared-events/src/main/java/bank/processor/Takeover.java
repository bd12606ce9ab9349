package bank.processor;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import bank.processor.Replay.Replayed;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes slots ready to be claimed: shuts out whoever owned them, then reads their snapshots and events to the end. What an owner
 * wrote before he was shut out is read; what he tries afterwards fails.
 */
final class Takeover implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private static final int FETCH_WAIT_MILLIS = 5;

    private final ProcessorSettings settings;
    private final String self;
    private final Store store;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> groupReader;
    private final KafkaConsumer<byte[], byte[]> logReader;
    private final Restore restore;
    private final Replay replay;

    Takeover(ProcessorSettings settings, String self, Store store, ProcessorMetrics metrics) {
        this.settings = settings;
        this.self = self;
        this.store = store;
        this.admin = Admin.create(settings.kafka().admin());
        Map<String, Object> config = settings.kafka().consumer();
        // A takeover goes from log to log: a fetch that waits for news of the last one holds up the next.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        this.logReader = new KafkaConsumer<>(config);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        this.groupReader = new KafkaConsumer<>(config);
        this.restore = new Restore(settings, store, logReader, metrics);
        this.replay = new Replay(settings, store, logReader, metrics);
    }

    /**
     * The group without a member of it. Offsets are committed with it after the claim: what keeps an owner that is out
     * of date from writing then is that he has been shut out, and a rebalance elsewhere must not fail a transaction.
     */
    ConsumerGroupMetadata anyGeneration() {
        return groupReader.groupMetadata();
    }

    /**
     * The claims to make, each with the offset from which its commands are still to be dealt with, and why some slots
     * cannot be claimed.
     */
    record Prepared(List<Claim> claims, Map<Slot, String> closed) {}

    /** {@code again} is for slots that stayed closed: as long as they are assigned, nobody else can have had them. */
    Prepared prepare(Collection<Slot> slots, boolean again) throws InterruptedException, ExecutionException {
        var closures = new Closures(settings.content());
        Map<Slot, OffsetAndMetadata> committed = again ? committed(slots, closures) : shutOutOwners(slots, closures);
        Map<String, Uuid> topicIds = topicIds(slots);
        Map<TopicPartition, Long> ends = ends(slots);
        restore.run(closures.without(slots), topicIds, ends, closures);
        List<Claim> claims = replay.run(closures.without(slots), ends, closures).stream()
                .map(replayed -> claim(replayed, committed, topicIds))
                .toList();
        if (!again) {
            // What does not fit may be the local store: the next attempt goes by the log alone.
            closures.reasons().keySet().forEach(store::drop);
        }
        return new Prepared(claims, closures.reasons());
    }

    private Claim claim(Replayed replayed, Map<Slot, OffsetAndMetadata> committed, Map<String, Uuid> topicIds) {
        Slot slot = replayed.state().slot();
        String topicId = id(topicIds, settings.topics().snapshots(slot.type())).toString();
        return new Claim(
                replayed.state(),
                topicId,
                store.position(slot),
                offset(committed, slot).offset(),
                replayed.last());
    }

    private Map<Slot, OffsetAndMetadata> shutOutOwners(Collection<Slot> slots, Closures closures)
            throws InterruptedException, ExecutionException {
        Set<String> shutOut = new HashSet<>(Set.of(self));
        while (true) {
            Map<Slot, OffsetAndMetadata> committed = committed(slots, closures);
            Set<String> owners = committed.values().stream()
                    .map(offset -> Ownership.parse(offset.metadata()).owner())
                    .flatMap(Optional::stream)
                    .filter(owner -> !shutOut.contains(owner))
                    .collect(toSet());
            if (owners.isEmpty()) {
                return committed;
            }
            LOG.atInfo().addKeyValue("owners", owners).log("Shutting out the last owners");
            admin.fenceProducers(owners.stream()
                            .flatMap(owner -> Transactions.ids(owner).stream())
                            .toList())
                    .all()
                    .get();
            shutOut.addAll(owners);
        }
    }

    /** Waits for offsets whose transaction is still open; the Admin client would not. */
    private Map<Slot, OffsetAndMetadata> committed(Collection<Slot> slots, Closures closures)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> found = groupReader.committed(
                slots.stream().map(slot -> slot.commands(settings.topics())).collect(toSet()));
        List<Slot> without = slots.stream()
                .filter(slot -> found.get(slot.commands(settings.topics())) == null)
                .toList();
        closeUsed(without, closures);
        var fresh = new OffsetAndMetadata(0, Ownership.released().metadata());
        return slots.stream()
                .collect(toMap(
                        slot -> slot,
                        slot -> without.contains(slot) ? fresh : offset(found, slot.commands(settings.topics()))));
    }

    private static <K> OffsetAndMetadata offset(Map<K, OffsetAndMetadata> offsets, K key) {
        OffsetAndMetadata offset = offsets.get(key);
        if (offset == null) {
            throw new IllegalStateException("No offset of " + key);
        }
        return offset;
    }

    /**
     * To begin at 0 after an offset has expired would run old commands again. Where there is neither event nor
     * snapshot, no command has ever had an effect, and the slot has merely never been owned.
     */
    private void closeUsed(List<Slot> slots, Closures closures) throws InterruptedException, ExecutionException {
        if (slots.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = ends(slots);
        for (Slot slot : slots) {
            for (TopicPartition log : logs(slot)) {
                if (ends.getOrDefault(log, 0L) > 0) {
                    closures.close(
                            slot,
                            "Group " + settings.groupId() + " has lost its offset, although " + log + " is not empty;"
                                    + " set it with kafka-consumer-groups.sh to where processing shall go on");
                }
            }
        }
    }

    private Map<String, Uuid> topicIds(Collection<Slot> slots) throws InterruptedException, ExecutionException {
        Set<String> topics = slots.stream()
                .map(slot -> settings.topics().snapshots(slot.type()))
                .collect(toSet());
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .collect(toMap(topic -> topic.name(), topic -> topic.topicId()));
    }

    static Uuid id(Map<String, Uuid> topicIds, String topic) {
        Uuid id = topicIds.get(topic);
        if (id == null) {
            throw new IllegalStateException("No topic " + topic);
        }
        return id;
    }

    /** The ends of the logs, markers not yet written included: what is committed but not yet marked must be read. */
    private Map<TopicPartition, Long> ends(Collection<Slot> slots) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> logs = slots.stream()
                .flatMap(slot -> logs(slot).stream())
                .collect(toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return admin.listOffsets(logs).all().get().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private List<TopicPartition> logs(Slot slot) {
        return List.of(slot.snapshots(settings.topics()), slot.events(settings.topics()));
    }

    @Override
    public void close() {
        groupReader.close();
        logReader.close();
        admin.close();
    }
}
