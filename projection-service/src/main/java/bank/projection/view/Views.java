package bank.projection.view;

import bank.Aggregates;
import bank.wire.AggregateType;
import bank.wire.Partitions;
import bank.wire.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The views of one partition by their topics. Not thread-safe. */
final class Views {

    private final Map<String, TopicView> byTopic = new HashMap<>();
    private final OutcomeView outcomes;

    Views(Topics topics, Partitions partitions, KeyValueStore<Bytes, byte[]> store, VersionWaits waits) {
        var parked = new ParkedMarks(store);
        for (AggregateType<?, ?, ?> type : Aggregates.ALL) {
            byTopic.put(
                    topics.events(type.name()), new EventView(type, store, parked, waits, new RecentHeads(partitions)));
        }
        outcomes = new OutcomeView(store);
        byTopic.put(topics.outcomes(), outcomes);
    }

    TopicView of(String topic) {
        TopicView view = byTopic.get(topic);
        if (view == null) {
            throw new IllegalStateException("No view reads topic " + topic);
        }
        return view;
    }

    void expire(long nowMillis) {
        outcomes.expire(nowMillis);
    }
}
