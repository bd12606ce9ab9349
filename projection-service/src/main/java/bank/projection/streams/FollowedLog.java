package bank.projection.streams;

import org.apache.kafka.common.TopicPartition;

/**
 * A log that this instance reads by itself, and that it must know before it answers from a partition: up to where it
 * ended when the partition came here. Thread-safe.
 */
public interface FollowedLog {

    TopicPartition partition();

    /** The offset up to which all is known here. */
    long position();
}
