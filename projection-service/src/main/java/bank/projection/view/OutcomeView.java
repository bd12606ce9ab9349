package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.ContentCipher;
import bank.wire.DeadLetters;
import bank.wire.Domain;
import bank.wire.Ids;
import bank.wire.KeysUnavailableException;
import bank.wire.ReplyJson;
import bank.wire.ReplyRecords;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The view of what became of commands that nobody waits for, in one partition. */
final class OutcomeView implements TopicView {

    private static final Duration KEPT = Duration.ofDays(2);
    private static final int EXPIRED_AT_ONCE_MOST = 10_000;

    private final Domain domain;
    private final ContentCipher content;
    private final KeyValueStore<Bytes, byte[]> store;
    private final ViewRows rows;

    OutcomeView(Domain domain, ContentCipher content, KeyValueStore<Bytes, byte[]> store) {
        this.domain = domain;
        this.content = content;
        this.store = store;
        this.rows = new ViewRows(store);
    }

    @Override
    public Optional<String> take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return Optional.of("An outcome needs a key and a value");
        }
        String commandId = new String(record.key(), UTF_8);
        if (!Ids.FORM.matcher(commandId).matches()) {
            return Optional.of("The key is no command's id");
        }
        OutcomeRow row;
        boolean pending;
        try {
            row = new OutcomeRow(record.timestamp(), new String(ReplyRecords.json(content, record), UTF_8));
            pending = isPending(row.tree());
        } catch (KeysUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.of(DeadLetters.causeOf(e));
        }
        put(commandId, pending, row);
        return Optional.empty();
    }

    /** Whether it is pending; what is neither that nor a reply throws. */
    private boolean isPending(JsonNode tree) {
        if (OutcomeRow.isPending(tree)) {
            return true;
        }
        ReplyJson.read(domain::named, tree);
        return false;
    }

    /** The first final outcome stays; that the command is pending is news only where nothing is known. */
    private void put(String commandId, boolean pending, OutcomeRow row) {
        OutcomeRow known = rows.outcome(commandId).orElse(row);
        OutcomeRow kept = pending || !OutcomeRow.isPending(known.tree()) ? known : row;
        store.put(RowKeys.expiry(kept.millis(), commandId), new byte[0]);
        store.put(RowKeys.outcome(commandId), kept.bytes());
    }

    /** Forgets what has been kept for its time. */
    void expire(long nowMillis) {
        long before = nowMillis - KEPT.toMillis();
        for (Bytes expiry : expiredBefore(before)) {
            String commandId = RowKeys.commandOf(expiry);
            if (rows.outcome(commandId).filter(row -> row.millis() < before).isPresent()) {
                store.delete(RowKeys.outcome(commandId));
            }
            store.delete(expiry);
        }
    }

    private List<Bytes> expiredBefore(long millis) {
        List<Bytes> expired = new ArrayList<>();
        RowKeys.Range range = RowKeys.expiriesBefore(Math.max(0, millis));
        try (KeyValueIterator<Bytes, byte[]> expiries = store.range(range.from(), range.to())) {
            while (expiries.hasNext() && expired.size() < EXPIRED_AT_ONCE_MOST) {
                expired.add(expiries.next().key);
            }
        }
        return expired;
    }
}
