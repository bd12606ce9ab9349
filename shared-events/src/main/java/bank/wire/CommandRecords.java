package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import bank.wire.CommandEnvelope.Idempotency;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Commands as Kafka records, with the address that their outcome goes to. */
public final class CommandRecords {

    private CommandRecords() {}

    /** A command that was read from a topic, and where its outcome goes. */
    public record Received(CommandEnvelope command, ReplyTo replyTo) {}

    public static ProducerRecord<byte[], byte[]> toRecord(
            String topic, int partition, AggregateType<?, ?, ?> type, CommandEnvelope command, ReplyTo replyTo) {
        // Its timestamp is when it is sent, which is what retention goes by: a retried saga's command may be of long
        // ago.
        var record = new ProducerRecord<>(
                topic,
                partition,
                command.stream().key().getBytes(UTF_8),
                type.writeCommand(command.command()).getBytes(UTF_8));
        var headers = new WireHeaders(record.headers())
                .put(WireHeaders.ID, command.id())
                .put(WireHeaders.SPEC_VERSION, "1.0")
                .put(WireHeaders.TYPE, type.commandName(command.command()))
                .put(WireHeaders.SOURCE, EventRecords.source(command.stream()))
                .put(WireHeaders.SUBJECT, command.stream().id())
                .put(WireHeaders.TIME, command.time().toString())
                .put(WireHeaders.CONTENT_TYPE, ContentRecords.JSON)
                .put(WireHeaders.TENANT, command.stream().tenant())
                .put(WireHeaders.CORRELATION_ID, command.cause().correlationId())
                .put(WireHeaders.CAUSATION_ID, command.cause().causationId())
                .put(WireHeaders.ACTOR, command.cause().actor())
                .put(WireHeaders.TRACEPARENT, command.cause().traceparent())
                .put(WireHeaders.IDEMPOTENCY_KEY, command.idempotency().map(Idempotency::key))
                .put(WireHeaders.FINGERPRINT, command.idempotency().map(Idempotency::fingerprint))
                .put(WireHeaders.REPLY_TO, replyTo.text());
        command.expectedVersion()
                .ifPresent(version -> headers.put(WireHeaders.EXPECTED_VERSION, Long.toString(version)));
        return record;
    }

    /**
     * The command of a record on the command topic of {@code type}.
     *
     * @throws MalformedRecordException if the record is not of a command's form
     * @throws UnknownTypeException if it names a command that this version does not know
     */
    public static Received fromRecord(AggregateType<?, ?, ?> type, ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            throw new MalformedRecordException("A command needs a key and a value");
        }
        var headers = new WireHeaders(record.headers());
        try {
            var command = new CommandEnvelope(
                    headers.get(WireHeaders.ID),
                    StreamId.ofKey(type.name(), new String(record.key(), UTF_8)),
                    type.readCommand(headers.get(WireHeaders.TYPE), new String(record.value(), UTF_8)),
                    headers.find(WireHeaders.EXPECTED_VERSION)
                            .map(version -> OptionalLong.of(Long.parseLong(version)))
                            .orElse(OptionalLong.empty()),
                    headers.find(WireHeaders.IDEMPOTENCY_KEY)
                            .map(key -> new Idempotency(key, headers.get(WireHeaders.FINGERPRINT))),
                    EventRecords.cause(headers),
                    Instant.parse(headers.get(WireHeaders.TIME)));
            return new Received(command, ReplyTo.parse(headers.get(WireHeaders.REPLY_TO)));
        } catch (IllegalArgumentException | DateTimeException | UncheckedIOException e) {
            throw new MalformedRecordException("The command is not of its form: " + e.getMessage(), e);
        }
    }
}
