package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Replies as Kafka records, their key the id of the command. */
public final class ReplyRecords {

    private static final String INSTANCE = "instance";

    private ReplyRecords() {}

    /** The reply to a gateway's caller. */
    public static ProducerRecord<byte[], byte[]> toGateway(
            ContentCipher content,
            String repliesTopic,
            AggregateType<?, ?, ?> type,
            ReplyTo.Gateway gateway,
            String commandId,
            Reply reply) {
        var record = new ProducerRecord<>(
                repliesTopic, gateway.partition(), commandId.getBytes(UTF_8), value(content, type, commandId, reply));
        new WireHeaders(record.headers()).put(INSTANCE, gateway.instance());
        return record;
    }

    /** Whether a record of the reply topic is for this instance. */
    public static boolean isFor(String instance, ConsumerRecord<byte[], byte[]> record) {
        return new WireHeaders(record.headers())
                .find(INSTANCE)
                .filter(instance::equals)
                .isPresent();
    }

    /** The outcome of a command that nobody waits for. */
    public static ProducerRecord<byte[], byte[]> toOutcomes(
            ContentCipher content,
            String outcomesTopic,
            AggregateType<?, ?, ?> type,
            Partitions partitions,
            String commandId,
            Reply reply) {
        return new ProducerRecord<>(
                outcomesTopic,
                partitions.of(commandId),
                commandId.getBytes(UTF_8),
                value(content, type, commandId, reply));
    }

    private static byte[] value(ContentCipher content, AggregateType<?, ?, ?> type, String commandId, Reply reply) {
        return content.seal(Place.reply(commandId), ReplyJson.write(type, reply).getBytes(UTF_8));
    }

    /** The JSON of the reply that a record of the reply or outcome topic holds. */
    public static byte[] json(ContentCipher content, ConsumerRecord<byte[], byte[]> record) {
        return content.open(Place.reply(new String(record.key(), UTF_8)), record.value());
    }
}
