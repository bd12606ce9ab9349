package bank.processor;

import bank.wire.AggregateType;
import bank.wire.CommandRecords;
import bank.wire.ContentRecords;
import bank.wire.MalformedRecordException;
import bank.wire.UnknownTypeException;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The group membership of a processor, and the commands that come by topic. All of it runs on the inbox's own thread
 * but for the methods that say otherwise.
 */
final class Inbox {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSED_POLL = Duration.ofMillis(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** What the group decides about this instance's partitions. Called on the inbox's thread. */
    interface Listener {
        void assigned(Collection<Assignment> assignments);

        void revoked(Collection<Slot> slots);

        void lost(Collection<Slot> slots);
    }

    private final ProcessorSettings settings;
    private final BlockingQueue<Item> mailbox;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaClientMetrics measured;
    private final Map<String, AggregateType<?, ?, ?>> typeByTopic;
    private final Map<TopicPartition, Claim> claims = new HashMap<>();
    private final Map<Slot, Assignment> assigned = new ConcurrentHashMap<>();
    private final Queue<Claim> resuming = new ConcurrentLinkedQueue<>();
    private final Queue<Item> overflow = new ArrayDeque<>();
    private volatile ConsumerGroupMetadata group;
    private volatile boolean joined;
    private volatile boolean closing;

    Inbox(ProcessorSettings settings, BlockingQueue<Item> mailbox, ProcessorMetrics metrics) {
        this.settings = settings;
        this.mailbox = mailbox;
        this.typeByTopic = settings.types().stream()
                .collect(Collectors.toUnmodifiableMap(
                        type -> settings.topics().commands(type.name()), Function.identity()));
        this.consumer = new KafkaConsumer<>(Membership.config(settings));
        this.measured = metrics.watch(consumer);
        this.group = consumer.groupMetadata();
    }

    /** Polls until {@link #close()} is called. */
    void run(Listener listener) {
        try {
            consumer.subscribe(typeByTopic.keySet(), new Rebalances(listener));
            while (!closing) {
                resumeClaimed();
                poll();
            }
        } catch (WakeupException e) {
            if (!closing) {
                throw e;
            }
        } finally {
            measured.close();
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /** Ends {@link #run}, which leaves the group. Any thread. */
    void close() {
        closing = true;
        consumer.wakeup();
    }

    /** The group's generation as this member knows it. Any thread. */
    ConsumerGroupMetadata group() {
        return group;
    }

    /** The slots that the group has given to this instance. Any thread. */
    Set<Slot> assigned() {
        return Set.copyOf(assigned.keySet());
    }

    /** Whether the group has not taken the slot away since. Any thread. */
    boolean isCurrent(Assignment assignment) {
        return assignment.equals(assigned.get(assignment.slot()));
    }

    /** Whether the group has said what this instance gets. Any thread. */
    boolean joined() {
        return joined;
    }

    /** From now on the slot's commands are read, from where the claim says. Any thread. */
    void resume(Claim claim) {
        resuming.add(claim);
        consumer.wakeup();
    }

    private void resumeClaimed() {
        for (Claim claim = resuming.poll(); claim != null; claim = resuming.poll()) {
            TopicPartition partition = claim.slot().commands(settings.topics());
            if (consumer.assignment().contains(partition)) {
                claims.put(partition, claim);
                consumer.seek(partition, claim.nextOffset());
                consumer.resume(List.of(partition));
            }
        }
    }

    /** While the mailbox is full, nothing more is read, but the group still hears from this member. */
    private void poll() {
        try {
            if (overflow.isEmpty()) {
                consumer.poll(POLL).forEach(record -> overflow.add(item(record)));
            } else {
                Set<TopicPartition> reading = Set.copyOf(claims.keySet());
                consumer.pause(reading);
                try {
                    consumer.poll(PAUSED_POLL);
                } finally {
                    reading.stream().filter(claims::containsKey).forEach(still -> consumer.resume(List.of(still)));
                }
            }
        } catch (WakeupException e) {
            if (closing) {
                throw e;
            }
        }
        group = consumer.groupMetadata();
        while (!overflow.isEmpty() && mailbox.offer(overflow.element())) {
            overflow.remove();
        }
    }

    private Item item(ConsumerRecord<byte[], byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        Claim claim = claims.get(partition);
        AggregateType<?, ?, ?> type = typeByTopic.get(record.topic());
        if (claim == null || type == null) {
            throw new IllegalStateException("Read " + partition + " without a claim to it");
        }
        try {
            var received = CommandRecords.fromRecord(type, ContentRecords.open(settings.content(), record));
            if (settings.partitions().of(record.key()) != record.partition()) {
                throw new MalformedRecordException("The record is in partition " + record.partition()
                        + ", but its key belongs into another: the sender must partition by murmur2");
            }
            return new Item.Received(claim, record.offset(), received.command(), received.replyTo());
        } catch (MalformedRecordException | UnknownTypeException e) {
            return new Item.Unreadable(claim, record, e);
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {

        private final Listener listener;
        private long assignments;

        Rebalances(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Nothing is read before it is claimed; the place to read from is the claim's.
            consumer.pause(partitions);
            partitions.forEach(partition -> consumer.seek(partition, 0));
            group = consumer.groupMetadata();
            List<Assignment> given = slots(partitions).stream()
                    .map(slot -> new Assignment(slot, assignments++))
                    .toList();
            given.forEach(assignment -> assigned.put(assignment.slot(), assignment));
            joined = true;
            listener.assigned(given);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            listener.revoked(forget(partitions));
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            listener.lost(forget(partitions));
        }

        private List<Slot> forget(Collection<TopicPartition> partitions) {
            claims.keySet().removeAll(partitions);
            List<Slot> slots = slots(partitions);
            slots.forEach(assigned::remove);
            return slots;
        }

        private List<Slot> slots(Collection<TopicPartition> partitions) {
            return partitions.stream()
                    .map(partition -> new Slot(type(partition).name(), partition.partition()))
                    .toList();
        }

        private AggregateType<?, ?, ?> type(TopicPartition partition) {
            AggregateType<?, ?, ?> type = typeByTopic.get(partition.topic());
            if (type == null) {
                throw new IllegalStateException("Not a topic of this group: " + partition.topic());
            }
            return type;
        }
    }
}
