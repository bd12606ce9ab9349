package bank.wire;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Records that could not be dealt with, kept as they came, with where they came from and why in headers. */
public final class DeadLetters {

    static final String ID = "deadletter_id";
    static final String TOPIC = "deadletter_topic";
    static final String PARTITION = "deadletter_partition";
    static final String OFFSET = "deadletter_offset";
    static final String CAUSE = "deadletter_cause";
    static final String TIME = "deadletter_time";

    private static final int CAUSE_MOST = 1_000;

    private DeadLetters() {}

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

    /**
     * The dead letter of a record.
     *
     * @param original the record as it came, or as it would have been sent
     * @param offset where it stood, or -1 if it came by no topic
     */
    public static ProducerRecord<byte[], byte[]> toRecord(
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
                .put(CAUSE, cause)
                .put(TIME, time.toString());
        return letter;
    }
}
