package bank.kit;

import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.Event;
import bank.es.StreamId;
import bank.wire.AggregateType;
import bank.wire.EventType;
import bank.wire.HashChain;
import bank.wire.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Events as they are stored, without a processor. */
public final class Envelopes {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final Cause CAUSE = new Cause(
            "anonymous", "cor-1", "cmd-1", Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

    private Envelopes() {}

    /** The event in its envelope, sealed with its hash. */
    public static <E extends Event> Envelope of(
            AggregateType<?, E, ?> type, String id, long version, String previousHash, E event) {
        EventType<E> eventType = type.typeOf(event);
        return sealed(new Envelope(
                new StreamId("main", type.name(), id),
                version,
                "evt-" + version,
                eventType.name(),
                eventType.schemaVersion(),
                TIME,
                CAUSE,
                eventType.write(event),
                previousHash,
                ""));
    }

    /** Any envelope at all: its strings of any characters where nothing forbids it. */
    public static Envelope any(Gen gen, StreamId stream) {
        return sealed(new Envelope(
                stream,
                gen.number(),
                gen.id(),
                gen.id(),
                gen.between(1, 9),
                gen.time(),
                new Cause(gen.text(), gen.text(), gen.text(), gen.maybe(gen::text)),
                Json.write(Map.of("text", gen.text())),
                gen.text(),
                ""));
    }

    private static Envelope sealed(Envelope open) {
        return new Envelope(
                open.stream(),
                open.version(),
                open.id(),
                open.type(),
                open.schemaVersion(),
                open.time(),
                open.cause(),
                open.data(),
                open.previousHash(),
                HashChain.hashOf(open));
    }

    /** The record as a consumer gets it. */
    public static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                sent.partition() == null ? 0 : sent.partition(),
                0,
                sent.timestamp() == null ? 0 : sent.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
