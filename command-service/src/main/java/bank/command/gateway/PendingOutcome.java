package bank.command.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Partitions;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What stands on the outcome topic for a command until its outcome does. */
final class PendingOutcome {

    private static final String PENDING = "{\"status\":\"pending\"}";

    private PendingOutcome() {}

    static ProducerRecord<byte[], byte[]> record(String outcomesTopic, Partitions partitions, String commandId) {
        return new ProducerRecord<>(
                outcomesTopic, partitions.of(commandId), commandId.getBytes(UTF_8), PENDING.getBytes(UTF_8));
    }
}
