package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records that could not be dealt with, kept as they came, with where they came from and why in headers. */
public final class DeadLetters {

    private static final String PREFIX = "deadletter_";
    static final String ID = PREFIX + "id";
    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String CAUSE = PREFIX + "cause";
    static final String TIME = PREFIX + "time";

    private static final int CAUSE_MOST = 1_000;

    private DeadLetters() {}

    /**
     * A dead letter as it was read.
     *
     * @param id its id
     * @param topic the topic of the record that was set aside
     * @param partition its partition
     * @param offset where it stood, or -1 if it came by no topic
     * @param cause why it was set aside
     * @param time when
     * @param headers its own headers
     */
    public record Letter(
            String id, String topic, int partition, long offset, String cause, Instant time, List<Header> headers) {

        /** What the header of that name says, the last of several. */
        public Optional<String> header(String name) {
            return new WireHeaders(new RecordHeaders(headers)).find(name);
        }
    }

    /** Whether the record is the dead letter of that id. */
    public static boolean isOf(String id, ConsumerRecord<byte[], byte[]> record) {
        return new WireHeaders(record.headers()).find(ID).filter(id::equals).isPresent();
    }

    /** Reads what {@link #toRecord} wrote; another record is malformed. */
    public static Letter read(ContentCipher content, ConsumerRecord<byte[], byte[]> record) {
        var headers = new WireHeaders(record.headers());
        List<Header> own = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(PREFIX)) {
                own.add(header);
            }
        }
        try {
            return new Letter(
                    headers.get(ID),
                    headers.get(TOPIC),
                    Integer.parseInt(headers.get(PARTITION)),
                    Long.parseLong(headers.get(OFFSET)),
                    cause(content, record.headers().lastHeader(CAUSE), headers.get(ID)),
                    Instant.parse(headers.get(TIME)),
                    List.copyOf(own));
        } catch (NumberFormatException | DateTimeException e) {
            throw new MalformedRecordException("A header of the dead letter is not of its form", e);
        }
    }

    private static String cause(ContentCipher content, @Nullable Header cause, String id) {
        if (cause == null || cause.value() == null) {
            throw new MalformedRecordException("The record has no header " + CAUSE);
        }
        try {
            return new String(content.open(Place.header(CAUSE, id), cause.value()), UTF_8);
        } catch (SealedValueException e) {
            // An operator must still be able to decide on it.
            return "The cause does not open: " + e.getMessage();
        }
    }

    /** The id of the dead letter of a record; one and the same however often it is set aside. */
    public static String id(String topic, int partition, long offset) {
        return Ids.derived("dl-", topic, Integer.toString(partition), Long.toString(offset));
    }

    /** The id of the dead letter of a command that came by no topic. */
    public static String id(String commandId) {
        return Ids.derived("dl-", commandId);
    }

    /** What a person reads of an exception: its type and message, not its stack, and never too long. */
    public static String causeOf(Throwable failure) {
        String text =
                failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        return text.length() > CAUSE_MOST ? text.substring(0, CAUSE_MOST) : text;
    }

    /** What of an exception may stand in clear, in a log for instance: its message may quote content that is sealed. */
    public static String causeInClear(ContentCipher content, Throwable failure) {
        return !content.seals() || failure instanceof SealedValueException || failure instanceof UnknownTypeException
                ? causeOf(failure)
                : failure.getClass().getSimpleName();
    }

    /**
     * The dead letter of a record. Its value stays as it came; the cause may quote from it, and so is sealed too.
     *
     * @param original the record as it came, or as it would have been sent
     * @param offset where it stood, or -1 if it came by no topic
     */
    public static ProducerRecord<byte[], byte[]> toRecord(
            ContentCipher content,
            String deadLetterTopic,
            String id,
            ProducerRecord<byte[], byte[]> original,
            long offset,
            String cause,
            Instant time) {
        var letter = new ProducerRecord<>(
                deadLetterTopic, original.partition(), time.toEpochMilli(), original.key(), original.value());
        Headers headers = letter.headers();
        for (Header header : original.headers()) {
            headers.add(header);
        }
        new WireHeaders(headers)
                .put(ID, id)
                .put(TOPIC, original.topic())
                .put(PARTITION, Integer.toString(original.partition()))
                .put(OFFSET, Long.toString(offset))
                .put(CAUSE, content.seal(Place.header(CAUSE, id), cause.getBytes(UTF_8)))
                .put(TIME, time.toString());
        return letter;
    }
}
