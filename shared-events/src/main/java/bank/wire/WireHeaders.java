package bank.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of our records by name. Those with {@code ce_} are CloudEvents 1.0 in Kafka's binary mode. */
public record WireHeaders(Headers headers) {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    static final String SOURCE = "ce_source";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String SPEC_VERSION = "ce_specversion";
    static final String DATA_SCHEMA = "ce_dataschema";
    static final String CONTENT_TYPE = "content-type";
    static final String TENANT = "tenant";
    public static final String VERSION = "version";
    public static final String CORRELATION_ID = "correlationid";
    static final String CAUSATION_ID = "causationid";
    static final String ACTOR = "actor";
    static final String TRACEPARENT = "traceparent";
    static final String COMMAND_OFFSET = "commandoffset";
    public static final String HASH = "hash";
    public static final String PREVIOUS_HASH = "previoushash";
    static final String EXPECTED_VERSION = "expectedversion";
    static final String IDEMPOTENCY_KEY = "idempotencykey";
    static final String FINGERPRINT = "fingerprint";
    public static final String REPLY_TO = "replyto";

    public Optional<String> find(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The header's value; a record without it is malformed. */
    public String get(String name) {
        return find(name).orElseThrow(() -> new MalformedRecordException("The record has no header " + name));
    }

    /** The key that the record of an event must have by its headers. */
    public String streamKey() {
        return get(TENANT) + "/" + get(SUBJECT);
    }

    WireHeaders put(String name, String value) {
        return put(name, value.getBytes(StandardCharsets.UTF_8));
    }

    WireHeaders put(String name, byte[] value) {
        headers.add(name, value);
        return this;
    }

    WireHeaders put(String name, Optional<String> value) {
        value.ifPresent(present -> put(name, present));
        return this;
    }
}
