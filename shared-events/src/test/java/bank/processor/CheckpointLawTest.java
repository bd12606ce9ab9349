package bank.processor;

import static bank.processor.Workplace.account;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Envelope;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.processor.Checkpointer.Part;
import bank.processor.Transactions.Written;
import bank.wire.EventRecords;
import bank.wire.Snapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints are made while aggregates change, and a kill may come between any two parts of one. */
class CheckpointLawTest {

    private static final Slot SLOT = new Slot("account", 0);
    private static final Uuid TOPIC = Uuid.randomUuid();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-02T00:00:00Z");
    private static final int ACCOUNTS = 400;
    private static final int GROUPS = 40;

    private final TestKafka kafka = TestKafka.withPartitions(1);
    private final ProcessorSettings settings =
            new Workplace(kafka, Path.of("unused")).settings("one", Optional.empty(), Aggregates.ACCOUNT);
    private final Rules<?, ?, ?> rules = new Rules<>(Aggregates.ACCOUNT);
    private final Map<StreamId, Snapshot> accounts = new HashMap<>();
    private final Map<String, IdempotencyRecord> answers = new HashMap<>();

    @TempDir
    private Path folder;

    @Seeded(5)
    void aTakeoverFindsTheSlotAsItWasWithTheLocalStoreAndWithout(Gen gen) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            for (int life = 0; life < 3; life++) {
                try (var store = Store.open(folder.resolve("kept"))) {
                    live(gen, store, producer);
                }
                try (var kept = Store.open(folder.resolve("kept"));
                        var empty = Store.open(folder.resolve("empty" + life))) {
                    assertIsAsItWas(takeOver(kept).state());
                    assertIsAsItWas(takeOver(empty).state());
                }
            }
        }
    }

    /** Some groups, each with a part of a checkpoint if one is under way, the last of them cut off somewhere. */
    private void live(Gen gen, Store store, KafkaProducer<byte[], byte[]> producer) throws Exception {
        Claim claim = takeOver(store);
        var checkpointer = new Checkpointer(new Outgoing(kafka.topics(), kafka.partitions()), store);
        int groups = gen.between(1, GROUPS);
        for (int group = 1; group <= groups; group++) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int command = gen.between(0, 40); command > 0; command--) {
                records.addAll(happen(gen, claim));
            }
            Optional<Part> part = checkpointer.next(gen.between(1, 200));
            part.map(checkpointer::records).ifPresent(records::addAll);
            commit(claim, records, producer);
            if (group == groups && gen.flag()) {
                return;
            }
            part.ifPresent(checkpointer::committed);
            checkpointer.begin(List.of(claim), gen.between(1, 300));
        }
    }

    private List<ProducerRecord<byte[], byte[]>> happen(Gen gen, Claim claim) {
        StreamId stream = account("acc-" + gen.between(1, ACCOUNTS));
        Snapshot before = claim.state().current(stream);
        assertThat(before).isEqualTo(accounts.getOrDefault(stream, Snapshot.none(stream, rules.initial())));
        AccountCommand command = before.version() == 0
                ? new Open(new Personal("x"), Money.ZERO)
                : new Deposit(Money.of(gen.between(1, 9)));
        Decision decision = rules.decide(before, Workplace.command(stream, command), NOW);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Envelope event : decision.events()) {
            claim.decided(event);
            records.add(EventRecords.toRecord(kafka.topics().events("account"), 0, event));
        }
        claim.state().put(decision.after());
        accounts.put(stream, decision.after());
        if (gen.onceIn(5)) {
            String key = IdempotencyRecord.key(stream.key(), "key-" + answers.size());
            var answer = new IdempotencyRecord("fingerprint of " + key, LATER, Optional.empty());
            claim.state().put(key, answer);
            answers.put(key, answer);
            records.add(new Outgoing(kafka.topics(), kafka.partitions()).row(SLOT, key, answer.write()));
        }
        return records;
    }

    private void commit(
            Claim claim, List<ProducerRecord<byte[], byte[]>> records, KafkaProducer<byte[], byte[]> producer)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        for (int i = 0; i < records.size(); i++) {
            long offset = sent.get(i).get().offset();
            if (records.get(i).topic().equals(kafka.topics().events("account"))) {
                claim.committed(offset);
            } else {
                claim.read(new Written(records.get(i), offset));
            }
        }
    }

    private Claim takeOver(Store store) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (var consumer = kafka.reader()) {
            ends.putAll(consumer.endOffsets(List.of(SLOT.events(kafka.topics()), SLOT.snapshots(kafka.topics()))));
            var closures = new Closures();
            new Restore(settings, store, consumer)
                    .run(List.of(SLOT), Map.of(kafka.topics().snapshots("account"), TOPIC), ends, closures);
            var replayed = new Replay(settings, store, consumer)
                    .run(List.of(SLOT), ends, closures)
                    .getFirst();
            return new Claim(replayed.state(), TOPIC.toString(), store.position(SLOT), 0, replayed.last());
        }
    }

    private void assertIsAsItWas(SlotState state) {
        accounts.forEach((stream, snapshot) -> assertThat(state.current(stream)).isEqualTo(snapshot));
        answers.forEach((key, answer) -> assertThat(state.answer(key)).contains(answer));
    }
}
