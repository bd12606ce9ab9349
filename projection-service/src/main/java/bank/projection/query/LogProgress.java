package bank.projection.query;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/** How far the views have read of the events' log. It blocks. */
public interface LogProgress {

    /** Behind the last event of each partition at one moment, whether its transaction has ended or not. */
    record End(Map<TopicPartition, Long> offsets) {}

    /** Where the log ends now. */
    End end() throws InterruptedException, ExecutionException;

    /** Whether the views have all up to there. */
    boolean reached(End end) throws InterruptedException, ExecutionException;
}
