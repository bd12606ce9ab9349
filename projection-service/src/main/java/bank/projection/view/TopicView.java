package bank.projection.view;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the records of one topic into one partition's store. Not thread-safe. */
interface TopicView {

    /** Takes the record in, or says why it has to be set aside. */
    Optional<String> take(ConsumerRecord<byte[], byte[]> record);
}
