package bank.processor;

import bank.processor.Store.Expired;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Forgets idempotency records whose time is over. Confined to the processor's thread. */
final class Expiry {

    private static final int ROWS_MOST = 500;

    private final Store store;
    private final Transactions transactions;
    private final Outgoing outgoing;

    Expiry(Store store, Transactions transactions, Outgoing outgoing) {
        this.store = store;
        this.transactions = transactions;
        this.outgoing = outgoing;
    }

    /** Takes the first of those that expired before {@code now} from the snapshot topic and the local store. */
    void forget(Claim claim, Instant now, ConsumerGroupMetadata group) {
        Slot slot = claim.slot();
        List<Expired> expired = store.expired(slot, now, ROWS_MOST);
        if (expired.isEmpty()) {
            return;
        }
        // A key may have been used again since: then only its old expiry goes.
        List<Expired> over = expired.stream()
                .filter(row -> claim.state()
                        .answer(row.recordKey())
                        .filter(record -> record.expires().isBefore(now))
                        .isPresent())
                .toList();
        List<ProducerRecord<byte[], byte[]>> tombstones = over.stream()
                .map(row -> outgoing.row(slot, row.recordKey(), null))
                .toList();
        if (!tombstones.isEmpty()) {
            transactions.commit(tombstones, Map.of(), group);
        }
        store.write(changes -> {
            over.forEach(row -> changes.delete(slot, row.recordKey()));
            expired.forEach(row -> changes.deleteExpiry(slot, row));
        });
    }
}
