package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.Gen;
import bank.kit.Seeded;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

class PartitionsTest {

    @Seeded
    void aKeyLivesWhereKafkasOwnPartitionerPutsIt(Gen gen) {
        String key = gen.id() + "/" + gen.text();
        int count = gen.between(1, 100);
        assertThat(new Partitions(count).of(key))
                .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), count))
                .isBetween(0, count - 1);
    }
}
