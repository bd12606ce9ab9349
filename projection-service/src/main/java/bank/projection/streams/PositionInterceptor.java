package bank.projection.streams;

import bank.projection.view.Positions;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tells how far the consumer has got, also where it found nothing but markers. The consumer's thread alone calls it. */
public final class PositionInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    /** The name under which the consumer's configuration carries the {@link Positions}. */
    static final String POSITIONS = "bank.positions";

    private Positions positions = new Positions();

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(POSITIONS) instanceof Positions told) {
            positions = told;
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        positions.fetched(records);
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
