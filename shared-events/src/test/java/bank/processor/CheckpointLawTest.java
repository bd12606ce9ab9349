package bank.processor;

import static bank.processor.Workplace.account;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.personal.TestContent;
import bank.processor.Checkpointer.Part;
import bank.processor.Group.Kept;
import bank.processor.Replay.Replayed;
import bank.processor.Transactions.Written;
import bank.wire.ContentCipher;
import bank.wire.EventRecords;
import bank.wire.ReplyTo;
import bank.wire.Snapshot;
import bank.wire.SnapshotJson;
import bank.wire.Waiter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints are made while aggregates change, some of which do not fit into memory, and a kill may come between any
 * two parts of one. Some values are sealed, others are not.
 */
class CheckpointLawTest {

    private static final int ACCOUNTS = 400;
    private static final int GROUPS = 40;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(1);
    private static final Instant LATER = Instant.parse("2026-01-02T00:00:00Z");
    private static final Uuid TOPIC = Uuid.randomUuid();

    private final TestKafka kafka = TestKafka.withPartitions(2);
    private final ContentCipher content = TestContent.mixed(new Gen(7));
    private final ProcessorSettings settings =
            new Workplace(kafka, Path.of("unused"), content).settings("one", Optional.empty(), Aggregates.ACCOUNT);
    private final Outgoing outgoing = new Outgoing(Aggregates.BANK, kafka.topics(), kafka.partitions(), content);
    private final Rules<?, ?, ?> rules = new Rules<>(Aggregates.ACCOUNT, content);
    private final List<Slot> slots = List.of(new Slot("account", 0), new Slot("account", 1));
    private final Map<StreamId, Snapshot> accounts = new HashMap<>();
    private final Map<String, IdempotencyRecord> answers = new HashMap<>();
    private final Set<String> forgotten = new HashSet<>();

    @TempDir
    private Path folder;

    @Seeded(5)
    void aTakeoverFindsTheSlotsAsTheyWereWithTheLocalStoreAndWithout(Gen gen) throws Exception {
        Map<String, Object> config = kafka.kafka().consumer();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        try (var transactions = new Transactions(kafka.kafka(), kafka.topics().prefix(), Workplace.metrics());
                var member = new KafkaConsumer<byte[], byte[]>(config)) {
            for (int life = 0; life < 3; life++) {
                try (var store = Store.open(folder.resolve("kept"), content)) {
                    live(gen, store, transactions, member.groupMetadata());
                }
                try (var kept = Store.open(folder.resolve("kept"), content);
                        var empty = Store.open(folder.resolve("empty" + life), content)) {
                    assertIsAsItWas(takeOver(kept));
                    assertIsAsItWas(takeOver(empty));
                }
            }
        }
    }

    /** Some groups, each with a part of a checkpoint if one is under way, the last of them cut off somewhere. */
    private void live(Gen gen, Store store, Transactions transactions, ConsumerGroupMetadata group) throws Exception {
        Map<Integer, Claim> claims = takeOver(store);
        var checkpointer = new Checkpointer(outgoing, store);
        var expiry = new Expiry(store, transactions, outgoing);
        int groups = gen.between(1, GROUPS);
        for (int number = 1; number <= groups; number++) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int command = gen.between(0, 40); command > 0; command--) {
                records.addAll(happen(gen, claims));
            }
            Optional<Part> part = checkpointer.next(gen.between(1, 200));
            part.map(checkpointer::records).ifPresent(records::addAll);
            commit(claims, transactions.commit(records, Map.of(), group));
            if (number == groups && gen.flag()) {
                return;
            }
            part.ifPresent(checkpointer::committed);
            for (Claim claim : claims.values()) {
                if (gen.onceIn(5)) {
                    claim.state().spill();
                }
                if (gen.onceIn(5)) {
                    store.expired(claim.slot(), LATER, Integer.MAX_VALUE)
                            .forEach(row -> forgotten.add(row.recordKey()));
                    expiry.forget(claim, LATER, group);
                }
            }
            checkpointer.begin(claims.values(), gen.between(1, 300));
        }
    }

    private List<ProducerRecord<byte[], byte[]>> happen(Gen gen, Map<Integer, Claim> claims) {
        StreamId stream = account("acc-" + gen.between(1, ACCOUNTS));
        Claim claim = claim(claims, stream);
        Snapshot before = claim.state().current(stream);
        assertThat(before).isEqualTo(accounts.getOrDefault(stream, Snapshot.none(stream, rules.initial())));
        return before.version() > 0 && gen.onceIn(5) ? wait(claim, before) : decide(gen, claim, before);
    }

    private Claim claim(Map<Integer, Claim> claims, StreamId stream) {
        return Objects.requireNonNull(claims.get(kafka.partitions().of(stream.key())));
    }

    /** Somebody waits for it, or no longer does: no event says so. */
    private List<ProducerRecord<byte[], byte[]>> wait(Claim claim, Snapshot before) {
        Snapshot after = before.withWaiters(
                before.waiters().isEmpty() ? List.of(new Waiter("cmd-waits", new ReplyTo.Nobody())) : List.of());
        put(claim, after);
        String json = SnapshotJson.write(rules.type(), after);
        return List.of(outgoing.row(claim.slot(), after.stream().key(), json, Optional.of(SlotState.head(after))));
    }

    private List<ProducerRecord<byte[], byte[]>> decide(Gen gen, Claim claim, Snapshot before) {
        StreamId stream = before.stream();
        AccountCommand command = before.version() == 0
                ? new Open(new Personal("x"), Money.ZERO)
                : new Deposit(Money.of(gen.between(1, 9)));
        Decision decision = rules.decide(before, Workplace.command(stream, command), NOW);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (NewEvent event : decision.events()) {
            claim.decided(event.envelope());
            records.add(EventRecords.toRecord(
                    kafka.topics().events("account"),
                    claim.slot().partition(),
                    event.envelope(),
                    event.value(),
                    OptionalLong.empty()));
        }
        put(claim, decision.after());
        if (gen.onceIn(5)) {
            String key = IdempotencyRecord.key(stream.key(), "key-" + answers.size());
            var answer = new IdempotencyRecord("fingerprint of " + key, gen.flag() ? SOON : LATER, Optional.empty());
            claim.state()
                    .put(new Kept(key, answer, answer.write(Aggregates.ACCOUNT).length()));
            answers.put(key, answer);
            records.add(outgoing.row(claim.slot(), key, answer.write(Aggregates.ACCOUNT), Optional.empty()));
        }
        return records;
    }

    private void put(Claim claim, Snapshot after) {
        claim.state()
                .put(new Held(after, SnapshotJson.write(rules.type(), after).length()));
        accounts.put(after.stream(), after);
    }

    private void commit(Map<Integer, Claim> claims, Map<TopicPartition, Written> written) {
        written.forEach((partition, last) -> {
            Claim claim = Objects.requireNonNull(claims.get(partition.partition()));
            if (partition.topic().equals(kafka.topics().events("account"))) {
                claim.committed(last.offset());
            } else {
                claim.read(last);
            }
        });
    }

    private Map<Integer, Claim> takeOver(Store store) throws Exception {
        try (var consumer = kafka.reader();
                var admin = Admin.create(kafka.kafka().admin())) {
            Map<TopicPartition, OffsetSpec> logs = new HashMap<>();
            slots.forEach(slot -> {
                logs.put(slot.events(kafka.topics()), OffsetSpec.latest());
                logs.put(slot.snapshots(kafka.topics()), OffsetSpec.latest());
            });
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(logs).all().get().forEach((log, end) -> ends.put(log, end.offset()));
            var closures = new Closures(content);
            new Restore(settings, store, consumer, Workplace.metrics())
                    .run(slots, Map.of(kafka.topics().snapshots("account"), TOPIC), ends, closures);
            List<Replayed> replayed =
                    new Replay(settings, store, consumer, Workplace.metrics()).run(slots, ends, closures);
            assertThat(closures.reasons()).isEmpty();
            return replayed.stream()
                    .map(slot -> new Claim(
                            slot.state(),
                            TOPIC.toString(),
                            store.position(slot.state().slot()),
                            0,
                            slot.last()))
                    .collect(Collectors.toMap(claim -> claim.slot().partition(), Function.identity()));
        }
    }

    private void assertIsAsItWas(Map<Integer, Claim> claims) {
        accounts.forEach((stream, snapshot) ->
                assertThat(claim(claims, stream).state().current(stream)).isEqualTo(snapshot));
        answers.forEach((key, answer) -> {
            StreamId stream = StreamId.ofKey("account", key.substring(0, key.indexOf('#')));
            assertThat(claim(claims, stream).state().answer(key))
                    .isEqualTo(forgotten.contains(key) ? Optional.empty() : Optional.of(answer));
        });
    }
}
