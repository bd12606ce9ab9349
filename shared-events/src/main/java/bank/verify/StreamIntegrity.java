package bank.verify;

import bank.verify.ChainCheck.Link;
import bank.wire.Partitions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the stored bytes of one stream say.
 *
 * @param version up to which version it verifies
 * @param head the hash of that version, the empty string where there is none
 * @param hashes the hashes of all versions that verify
 */
public record StreamIntegrity(long version, String head, Set<String> hashes) {

    public StreamIntegrity {
        hashes = Set.copyOf(hashes);
    }

    /** Checks the records of a stream, in the order in which they stand on the topic. */
    public static StreamIntegrity of(
            String streamKey,
            TopicPartition partition,
            Partitions partitions,
            List<ConsumerRecord<byte[], byte[]>> records) {
        var check = new ChainCheck(partition.topic(), partition.partition(), partitions, Map.of());
        Set<String> hashes = new HashSet<>();
        Link head = check.head(streamKey);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            check.take(record);
            head = check.head(streamKey);
            hashes.add(head.hash());
        }
        return new StreamIntegrity(head.version(), head.hash(), hashes);
    }
}
