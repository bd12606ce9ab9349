package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import bank.wire.AggregateType;
import bank.wire.ContentCipher;
import bank.wire.Domain;
import bank.wire.Partitions;
import bank.wire.Topics;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The views of one partition by their topics. Not thread-safe. */
final class Views {

    private final Map<String, TopicView> byTopic = new HashMap<>();
    private final Map<String, AggregateType<?, ?, ?>> typeByTopic = new HashMap<>();
    private final OutcomeView outcomes;
    private final LetterView letters;
    private final ParkedMarks parked;
    private final SealedStore store;

    Views(
            Domain domain,
            Topics topics,
            Partitions partitions,
            ContentCipher content,
            KeyValueStore<Bytes, byte[]> stored,
            Folding folding) {
        store = new SealedStore(content, stored);
        parked = new ParkedMarks(store);
        for (AggregateType<?, ?, ?> type : domain.types()) {
            typeByTopic.put(topics.events(type.name()), type);
            byTopic.put(
                    topics.events(type.name()),
                    new EventView(type, content, store, parked, folding, new RecentHeads(partitions)));
        }
        outcomes = new OutcomeView(domain, content, store);
        byTopic.put(topics.outcomes(), outcomes);
        letters = new LetterView(content, store);
        byTopic.put(topics.deadLetters(), letters);
    }

    TopicView of(String topic) {
        TopicView view = byTopic.get(topic);
        if (view == null) {
            throw new IllegalStateException("No view reads topic " + topic);
        }
        return view;
    }

    /** What was set aside may be an event: its stream is not what its topic says. */
    void setAside(ConsumerRecord<byte[], byte[]> record, String letter) {
        AggregateType<?, ?, ?> type = typeByTopic.get(record.topic());
        if (type == null || record.key() == null) {
            return;
        }
        String key = new String(record.key(), UTF_8);
        if (StreamId.isKey(key)) {
            var stream = StreamId.ofKey(type.name(), key);
            letters.mark(stream, SetAside.of(record, letter, parked.isParkedAt(stream, record.offset())));
        }
    }

    /** Whether the topic holds what was set aside: that is kept as it is, whatever it is and wherever it stands. */
    boolean isLetters(String topic) {
        return byTopic.get(topic) == letters;
    }

    /** Writes down, behind all rows that are there, that they have all that was committed up to that time. */
    void markComplete(long millis) {
        store.put(
                RowKeys.complete(),
                ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
    }

    void expire(long nowMillis) {
        outcomes.expire(nowMillis);
    }
}
