package bank.processor;

import bank.wire.Topics;
import org.apache.kafka.common.TopicPartition;

/** One partition of one aggregate type: the same number on its topics of commands, events and snapshots. */
record Slot(String type, int partition) {

    TopicPartition commands(Topics topics) {
        return new TopicPartition(topics.commands(type), partition);
    }

    TopicPartition events(Topics topics) {
        return new TopicPartition(topics.events(type), partition);
    }

    TopicPartition snapshots(Topics topics) {
        return new TopicPartition(topics.snapshots(type), partition);
    }
}
