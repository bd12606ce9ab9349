package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.StreamId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events as Kafka records: the data as value, all else in CloudEvents headers and some of ours. */
public final class EventRecords {

    private static final String NO_NANOS = "000000000";

    private EventRecords() {}

    static String source(StreamId stream) {
        return "/bank/" + stream.type();
    }

    static String dataSchema(Envelope event) {
        return "urn:bank:" + event.stream().type() + ":" + event.type() + ":" + event.schemaVersion();
    }

    /** The record of an event in clear whose command did not come from a topic, its timestamp the event's time. */
    public static ProducerRecord<byte[], byte[]> toRecord(String topic, int partition, Envelope event) {
        return toRecord(topic, partition, event, event.data().getBytes(UTF_8), OptionalLong.empty());
    }

    /**
     * The record of an event, its timestamp the event's time.
     *
     * @param value its data as it is stored, which its hash runs over
     * @param commandOffset the place of its command on the command topic, if it came from there
     */
    public static ProducerRecord<byte[], byte[]> toRecord(
            String topic, int partition, Envelope event, byte[] value, OptionalLong commandOffset) {
        var record = new ProducerRecord<>(
                topic,
                partition,
                event.time().toEpochMilli(),
                event.stream().key().getBytes(UTF_8),
                value);
        new WireHeaders(record.headers())
                .put(WireHeaders.ID, event.id())
                .put(WireHeaders.SPEC_VERSION, "1.0")
                .put(WireHeaders.TYPE, event.type())
                .put(WireHeaders.SOURCE, source(event.stream()))
                .put(WireHeaders.SUBJECT, event.stream().id())
                .put(WireHeaders.TIME, event.time().toString())
                .put(WireHeaders.DATA_SCHEMA, dataSchema(event))
                .put(WireHeaders.CONTENT_TYPE, ContentRecords.contentType(value))
                .put(WireHeaders.TENANT, event.stream().tenant())
                .put(WireHeaders.VERSION, Long.toString(event.version()))
                .put(WireHeaders.CORRELATION_ID, event.cause().correlationId())
                .put(WireHeaders.CAUSATION_ID, event.cause().causationId())
                .put(WireHeaders.ACTOR, event.cause().actor())
                .put(WireHeaders.TRACEPARENT, event.cause().traceparent())
                .put(WireHeaders.PREVIOUS_HASH, event.previousHash())
                .put(WireHeaders.HASH, event.hash());
        commandOffset.ifPresent(
                offset -> new WireHeaders(record.headers()).put(WireHeaders.COMMAND_OFFSET, Long.toString(offset)));
        return record;
    }

    /** The place of the event's command on the command topic, if it came from there. */
    public static OptionalLong commandOffset(ConsumerRecord<byte[], byte[]> record) {
        return new WireHeaders(record.headers())
                .find(WireHeaders.COMMAND_OFFSET).stream()
                        .mapToLong(Long::parseLong)
                        .findFirst();
    }

    /**
     * The event of a record on an event topic of {@code type}. Its hash is not checked here: {@link HashChain} does. If
     * its value is sealed, {@link #open} gives its data.
     *
     * @throws MalformedRecordException if a header is missing or not of its form
     */
    public static Envelope fromRecord(String type, ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            throw new MalformedRecordException("An event needs a key and a value");
        }
        var headers = new WireHeaders(record.headers());
        try {
            String schema = headers.get(WireHeaders.DATA_SCHEMA);
            var event = new Envelope(
                    StreamId.ofKey(type, new String(record.key(), UTF_8)),
                    Long.parseLong(headers.get(WireHeaders.VERSION)),
                    headers.get(WireHeaders.ID),
                    headers.get(WireHeaders.TYPE),
                    Integer.parseInt(schema.substring(schema.lastIndexOf(':') + 1)),
                    time(headers.get(WireHeaders.TIME), record.timestamp()),
                    cause(headers),
                    new String(record.value(), UTF_8),
                    headers.get(WireHeaders.PREVIOUS_HASH),
                    headers.get(WireHeaders.HASH));
            checkForm(event, headers);
            return event;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedRecordException("A header of the event is not of its form: " + e.getMessage(), e);
        }
    }

    /**
     * The same event with its data in clear.
     *
     * @param value its data as it is stored
     * @throws SealedValueException if it is sealed and does not open
     */
    public static Envelope open(ContentCipher content, Envelope event, byte[] value) {
        return ContentCipher.isSealed(value)
                ? event.withData(new String(content.open(Place.of(event), value), UTF_8))
                : event;
    }

    /**
     * The time that is spelled so. Most records have the same as their timestamp, and then only the fraction has to be
     * read: parsing is slow.
     */
    private static Instant time(String text, long millis) {
        Instant near = Instant.ofEpochSecond(Math.floorDiv(millis, 1000), nanos(text));
        if (near.toString().equals(text)) {
            return near;
        }
        Instant time = Instant.parse(text);
        check(WireHeaders.TIME, text, time.toString());
        return time;
    }

    private static int nanos(String text) {
        int point = text.indexOf('.');
        return point < 0 || !text.endsWith("Z")
                ? 0
                : Integer.parseInt(
                        (text.substring(point + 1, text.length() - 1) + NO_NANOS).substring(0, NO_NANOS.length()));
    }

    /**
     * The hash runs over these headers as they are written, and an event is hashed by what it says: were another spelling
     * taken, the same event would have two hashes.
     */
    private static void checkForm(Envelope event, WireHeaders headers) {
        check(headers, WireHeaders.TENANT, event.stream().tenant());
        check(headers, WireHeaders.SOURCE, source(event.stream()));
        check(headers, WireHeaders.SUBJECT, event.stream().id());
        check(headers, WireHeaders.VERSION, Long.toString(event.version()));
        check(headers, WireHeaders.DATA_SCHEMA, dataSchema(event));
    }

    private static void check(WireHeaders headers, String name, String expected) {
        check(name, headers.get(name), expected);
    }

    private static void check(String name, String written, String expected) {
        if (!written.equals(expected)) {
            throw new MalformedRecordException("The header " + name + " does not fit the record");
        }
    }

    static Cause cause(WireHeaders headers) {
        return new Cause(
                headers.get(WireHeaders.ACTOR),
                headers.get(WireHeaders.CORRELATION_ID),
                headers.get(WireHeaders.CAUSATION_ID),
                headers.find(WireHeaders.TRACEPARENT));
    }
}
