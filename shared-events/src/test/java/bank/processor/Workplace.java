package bank.processor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.es.Command;
import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.StreamId;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.trace.Tracing;
import bank.wire.AggregateType;
import bank.wire.CommandEnvelope;
import bank.wire.CommandEnvelope.Idempotency;
import bank.wire.ContentCipher;
import bank.wire.EventRecords;
import bank.wire.Ids;
import bank.wire.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Processors on topics of their own, and what is said to them. */
record Workplace(TestKafka kafka, Path folder, ContentCipher content) {

    Workplace(TestKafka kafka, Path folder) {
        this(kafka, folder, new ClearContent());
    }

    static final int MAILBOX = 100;

    /** A processor that is ready, its local store in a folder named after it. */
    Processor start(String instance, AggregateType<?, ?, ?>... types) {
        Processor processor = begin(instance, types);
        await().until(processor::ready);
        return processor;
    }

    /** A processor that has only begun to join its group. */
    Processor begin(String instance, AggregateType<?, ?, ?>... types) {
        return Processor.start(settings(instance, Optional.empty(), types));
    }

    /** Its settings; {@code instanceId} is the name it keeps over restarts. */
    ProcessorSettings settings(String instance, Optional<String> instanceId, AggregateType<?, ?, ?>... types) {
        return new ProcessorSettings(
                // Its threads have this name, and tests of other topics may run beside it.
                "processor-of-" + types[0].name() + "-" + kafka.topics().prefix(),
                Aggregates.BANK,
                List.of(types),
                kafka.kafka(),
                kafka.topics(),
                kafka.partitions(),
                instanceId,
                folder.resolve(instance),
                MAILBOX,
                Duration.ofHours(24),
                content,
                new SimpleMeterRegistry(),
                Tracing.none());
    }

    /** Of a processor that nobody looks at. */
    static ProcessorMetrics metrics() {
        return new ProcessorMetrics(new SimpleMeterRegistry(), "unseen");
    }

    static Reply run(Processor processor, StreamId stream, Command command) throws Exception {
        return outcome(processor.submit(command(stream, command)));
    }

    static Reply outcome(CompletableFuture<Reply> reply) throws Exception {
        return reply.get(20, SECONDS);
    }

    static StreamId account(String id) {
        return new StreamId("main", "account", id);
    }

    /** An account in that partition, always the same. */
    StreamId accountIn(int partition) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> account("acc-" + i))
                .filter(account -> kafka.partitions().of(account.key()) == partition)
                .findFirst()
                .orElseThrow();
    }

    static CommandEnvelope command(StreamId stream, Command command) {
        String id = Ids.random("cmd-");
        return new CommandEnvelope(
                id,
                stream,
                command,
                OptionalLong.empty(),
                Optional.empty(),
                new Cause("anonymous", id, id, Optional.empty()),
                Instant.EPOCH);
    }

    static CommandEnvelope keyed(CommandEnvelope plain, String key, String fingerprint) {
        return new CommandEnvelope(
                plain.id(),
                plain.stream(),
                plain.command(),
                plain.expectedVersion(),
                Optional.of(new Idempotency(key, fingerprint)),
                plain.cause(),
                plain.time());
    }

    /** The committed events of a type. */
    List<Envelope> events(String type) {
        return kafka.records(kafka.topics().events(type)).stream()
                .map(record -> EventRecords.fromRecord(type, record))
                .toList();
    }
}
