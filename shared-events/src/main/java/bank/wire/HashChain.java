package bank.wire;

import bank.es.Envelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;

/**
 * The hash of an event: SHA-256, base64url without padding, over the hash of the event before it, its
 * identifying headers ({@code tenant}, {@code ce_source}, {@code ce_subject}, {@code version}, {@code ce_id},
 * {@code ce_type}, {@code ce_dataschema}, {@code ce_time}, {@code actor}, {@code correlationid}, {@code causationid})
 * and its value as stored. Each goes in as its length in bytes (four, big-endian) and its UTF-8 bytes, so that no two
 * different events hash the same input. The trace context is left out, because tracing agents rewrite it.
 */
public final class HashChain {

    /** What stands before the first event of a stream. */
    public static final String START = "";

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /** The headers that the hash runs over, each with its place. */
    private static final Map<String, Integer> HASHED = places(
            WireHeaders.PREVIOUS_HASH,
            WireHeaders.TENANT,
            WireHeaders.SOURCE,
            WireHeaders.SUBJECT,
            WireHeaders.VERSION,
            WireHeaders.ID,
            WireHeaders.TYPE,
            WireHeaders.DATA_SCHEMA,
            WireHeaders.TIME,
            WireHeaders.ACTOR,
            WireHeaders.CORRELATION_ID,
            WireHeaders.CAUSATION_ID);

    private HashChain() {}

    private static Map<String, Integer> places(String... names) {
        Map<String, Integer> places = new HashMap<>();
        for (String name : names) {
            places.put(name, places.size());
        }
        return Map.copyOf(places);
    }

    /** The hash that the event must have if its data is stored in clear; its {@code hash} field is not looked at. */
    public static String hashOf(Envelope event) {
        return hashOf(event, event.data().getBytes(StandardCharsets.UTF_8));
    }

    /** The same, over the value's bytes as they are stored. */
    public static String hashOf(Envelope event, byte[] value) {
        return hash(
                value,
                utf8(event.previousHash()),
                utf8(event.stream().tenant()),
                utf8(EventRecords.source(event.stream())),
                utf8(event.stream().id()),
                utf8(Long.toString(event.version())),
                utf8(event.id()),
                utf8(event.type()),
                utf8(EventRecords.dataSchema(event)),
                utf8(event.time().toString()),
                utf8(event.cause().actor()),
                utf8(event.cause().correlationId()),
                utf8(event.cause().causationId()));
    }

    /** The hash that a record must have by its bytes as they are stored; one that lacks a header is malformed. */
    public static String hashOf(WireHeaders headers, byte[] value) {
        byte[][] fields = new byte[HASHED.size()][];
        for (Header header : headers.headers()) {
            Integer place = HASHED.get(header.key());
            if (place != null) {
                fields[place] = header.value();
            }
        }
        for (byte[] field : fields) {
            if (field == null) {
                throw new MalformedRecordException("The record lacks a header that its hash runs over");
            }
        }
        return hash(value, fields);
    }

    /** The digest takes one large piece faster than many small ones. */
    private static String hash(byte[] value, byte[]... fields) {
        int length = Integer.BYTES + value.length;
        for (byte[] field : fields) {
            length += Integer.BYTES + field.length;
        }
        ByteBuffer hashed = ByteBuffer.allocate(length);
        for (byte[] field : fields) {
            hashed.putInt(field.length).put(field);
        }
        hashed.putInt(value.length).put(value);
        return TEXT.encodeToString(sha256().digest(hashed.array()));
    }

    private static byte[] utf8(String field) {
        return field.getBytes(StandardCharsets.UTF_8);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
