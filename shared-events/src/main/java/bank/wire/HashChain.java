package bank.wire;

import bank.es.Envelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

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

    private HashChain() {}

    /** The hash that the event must have; its {@code hash} field is not looked at. */
    public static String hashOf(Envelope event) {
        return hashOf(event, event.data().getBytes(StandardCharsets.UTF_8));
    }

    /** The same, over the value's bytes as they were read from the topic. */
    public static String hashOf(Envelope event, byte[] value) {
        MessageDigest digest = sha256();
        add(digest, event.previousHash());
        add(digest, event.stream().tenant());
        add(digest, EventRecords.source(event.stream()));
        add(digest, event.stream().id());
        add(digest, Long.toString(event.version()));
        add(digest, event.id());
        add(digest, event.type());
        add(digest, EventRecords.dataSchema(event));
        add(digest, event.time().toString());
        add(digest, event.cause().actor());
        add(digest, event.cause().correlationId());
        add(digest, event.cause().causationId());
        add(digest, value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    private static void add(MessageDigest digest, String field) {
        add(digest, field.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest digest, byte[] field) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        digest.update(field);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
