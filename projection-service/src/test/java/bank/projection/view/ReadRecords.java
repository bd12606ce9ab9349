package bank.projection.view;

import bank.kit.Gen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** The records of a seeded history as a view reads them from its topics. */
final class ReadRecords {

    private static final int COPIED_ONCE_IN = 8;
    private static final int EARLIER_MOST = 30;

    private ReadRecords() {}

    /** With records among them that come too early as well. */
    static List<ConsumerRecord<byte[], byte[]>> withEarlyCopies(Gen random, int commands) {
        return read(copied(new SeededBank(random.seed(), commands).records, random));
    }

    /** Some records come too early as well: most of them are set aside, and park their streams. */
    private static List<ProducerRecord<byte[], byte[]>> copied(
            List<ProducerRecord<byte[], byte[]>> records, Gen random) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (random.onceIn(COPIED_ONCE_IN)) {
                all.add(records.get(random.between(i, Math.min(i + EARLIER_MOST, records.size() - 1))));
            }
            all.add(records.get(i));
        }
        return all;
    }

    /** The records at the offsets that they have in their topics. */
    private static List<ConsumerRecord<byte[], byte[]>> read(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Long> ends = new HashMap<>();
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        for (var record : records) {
            long offset = ends.merge(record.topic(), 1L, Long::sum) - 1;
            read.add(new ConsumerRecord<>(
                    record.topic(),
                    0,
                    offset,
                    record.timestamp(),
                    TimestampType.CREATE_TIME,
                    ConsumerRecord.NULL_SIZE,
                    ConsumerRecord.NULL_SIZE,
                    record.key(),
                    record.value(),
                    record.headers(),
                    Optional.empty()));
        }
        return read;
    }
}
