package bank.projection.view;

import bank.es.Envelope;
import bank.es.StreamId;
import bank.projection.view.EventFold.Verdict;
import bank.wire.AggregateType;
import bank.wire.EventRecords;
import bank.wire.MalformedRecordException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The view of one aggregate type's events in one partition. An aggregate's row comes last of what an event writes: where
 * it is, the rows before it are too.
 *
 * <p>When a process dies, its store may be ahead of its changelog, and both may be ahead of the offsets. So an event that
 * is read again at the same offset writes its rows again, though the store has them; what must not happen twice, counting,
 * is guarded by offset.
 */
final class EventView implements TopicView {

    private final AggregateType<?, ?, ?> type;
    private final KeyValueStore<Bytes, byte[]> store;
    private final ViewRows rows;
    private final ParkedMarks parked;
    private final VersionWaits waits;
    private final RecentAggregates recent = new RecentAggregates();
    private final Map<StreamId, Long> writtenAgain = new HashMap<>();
    private Counts counts;

    EventView(AggregateType<?, ?, ?> type, KeyValueStore<Bytes, byte[]> store, ParkedMarks parked, VersionWaits waits) {
        this.type = type;
        this.store = store;
        this.rows = new ViewRows(store);
        this.parked = parked;
        this.waits = waits;
        this.counts = rows.counts(type.name());
    }

    @Override
    public Optional<String> take(ConsumerRecord<byte[], byte[]> record) {
        Envelope event;
        try {
            event = EventRecords.fromRecord(type.name(), record);
        } catch (MalformedRecordException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        AggregateRow head = head(event.stream());
        return switch (EventFold.judge(type, head, event, record.value())) {
            case Verdict.Extends(AggregateRow after, var balanceAfter) -> {
                write(event.time(), event.stream(), event.version(), EventRow.of(record.offset(), event, balanceAfter));
                count(record.offset(), event.version(), balanceAfter.isPresent());
                store.put(RowKeys.aggregate(event.stream()), after.bytes(type));
                recent.keep(event.stream(), after);
                parked.extended(event.stream(), record.offset());
                waits.reached(event.stream(), event.version());
                yield Optional.empty();
            }
            case Verdict.AtOrBelow() -> repeat(event, head, record.offset());
            case Verdict.Wrong(String cause) -> Optional.of(cause);
            case Verdict.Gap(String cause) -> {
                parked.park(event.stream(), record.offset());
                yield Optional.of(cause);
            }
        };
    }

    private AggregateRow head(StreamId stream) {
        AggregateRow known = recent.find(stream);
        return known != null ? known : rows.aggregate(type, stream).orElseGet(() -> AggregateRow.none(type, stream));
    }

    private Optional<String> repeat(Envelope event, AggregateRow head, long offset) {
        Optional<EventRow> known = rows.event(RowKeys.event(event.stream(), event.version()));
        if (known.isEmpty() || !known.get().hash().equals(event.hash())) {
            return Optional.of("Version " + event.version() + " is another event in the stream");
        }
        if (known.get().offset() == offset) {
            readAgain(event, known.get(), head);
        }
        return Optional.empty();
    }

    /**
     * The aggregate's row must not be in the changelog without the rows of all its events, nor those of a record whose
     * offset is committed without the aggregate's: so the first event of a stream that is read again writes them all.
     */
    private void readAgain(Envelope event, EventRow row, AggregateRow head) {
        StreamId stream = event.stream();
        if (event.version() > writtenAgain.getOrDefault(stream, 0L)) {
            for (long version = event.version(); version <= head.version(); version++) {
                EventRow again = rows.event(RowKeys.event(stream, version)).orElseThrow();
                write(again.time(), stream, version, again);
            }
            writtenAgain.put(stream, head.version());
        }
        count(row.offset(), event.version(), row.balanceAfter().isPresent());
        store.put(RowKeys.aggregate(stream), head.bytes(type));
        if (event.version() == head.version()) {
            writtenAgain.remove(stream);
            parked.extendedAgain(stream, row.offset());
        }
    }

    private void write(Instant time, StreamId stream, long version, EventRow row) {
        store.put(RowKeys.event(stream, version), row.bytes());
        if (row.balanceAfter().isPresent()) {
            store.put(RowKeys.transaction(time, stream, version), new byte[0]);
        }
    }

    private void count(long offset, long version, boolean movesMoney) {
        if (offset > counts.offset()) {
            counts = counts.with(offset, version == 1, movesMoney);
        }
        store.put(RowKeys.counts(type.name()), counts.bytes());
    }
}
