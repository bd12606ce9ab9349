package bank.projection.view;

import bank.es.Envelope;
import bank.es.StreamId;
import bank.projection.view.EventFold.Verdict;
import bank.trace.Traced;
import bank.wire.AggregateType;
import bank.wire.ContentCipher;
import bank.wire.EventRecords;
import bank.wire.MalformedRecordException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The view of one aggregate type's events in one partition. An event writes its row in the log and then, as the last,
 * the one of its version: where that is, all that the event writes is there. No row is ever changed.
 *
 * <p>When a process dies, its store may be ahead of its changelog, and both may be ahead of the offsets. So an event that
 * is read again at the same offset writes its rows again, though the store has them. What was not folded when it was
 * first read is not folded now: the events that it waited for came behind it.
 */
final class EventView implements TopicView {

    private static final byte[] NOTHING = {};

    private final AggregateType<?, ?, ?> type;
    private final ContentCipher content;
    private final KeyValueStore<Bytes, byte[]> store;
    private final ViewRows rows;
    private final ParkedMarks parked;
    private final Folding folding;
    private final RecentHeads recent;
    private LogRow last;

    EventView(
            AggregateType<?, ?, ?> type,
            ContentCipher content,
            KeyValueStore<Bytes, byte[]> store,
            ParkedMarks parked,
            Folding folding,
            RecentHeads recent) {
        this.type = type;
        this.content = content;
        this.store = store;
        this.rows = new ViewRows(store);
        this.parked = parked;
        this.folding = folding;
        this.recent = recent;
        this.last = rows.lastLog(type.name(), Long.MAX_VALUE).orElse(LogRow.START);
    }

    @Override
    public Optional<String> take(ConsumerRecord<byte[], byte[]> record) {
        Envelope event;
        try {
            event = EventRecords.fromRecord(type.name(), record);
        } catch (MalformedRecordException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        VersionRow head = headBefore(event.stream(), event.version());
        return switch (EventFold.judge(content, type, head.snapshot(), event, record)) {
            case Verdict.Extends extension -> extend(head, record.offset(), extension);
            case Verdict.AtOrBelow() -> repeat(event, record.offset());
            case Verdict.Wrong(String cause) -> Optional.of(cause);
            case Verdict.Waits(String cause) -> {
                parked.park(event.stream(), record.offset());
                yield Optional.of(cause);
            }
        };
    }

    /** Versions have no gaps: mostly the one before is there and this one is not, which is faster found than the last. */
    private VersionRow headBefore(StreamId stream, long version) {
        VersionRow known = recent.find(stream);
        if (known != null) {
            return known;
        }
        if (store.get(RowKeys.version(stream, version)) == null) {
            Optional<VersionRow> before = rows.at(type, stream, version - 1);
            if (before.isPresent()) {
                return before.get();
            }
        }
        return rows.head(type, stream).orElseGet(() -> VersionRow.none(type, stream));
    }

    /** Where the event is in the log already, the process died before it wrote the version: it has been counted. */
    private Optional<String> extend(VersionRow head, long offset, Verdict.Extends extension) {
        Envelope event = extension.event();
        if (offset < last.offset()) {
            return Optional.of("The events before it were missing when it was first read");
        }
        Optional<Traced> span = folding.begin(event);
        if (offset > last.offset()) {
            last = last.next(offset, event, extension.balanceAfter(), extension.aggregatesMore());
        }
        var version = new VersionRow(
                offset, head.transactions() + (extension.balanceAfter().isPresent() ? 1 : 0), extension.after());
        write(event, offset, last.bytes(), version.bytes(type));
        recent.keep(version);
        parked.extended(event.stream(), offset);
        folding.reached(event.stream(), event.version());
        span.ifPresent(Traced::end);
        return Optional.empty();
    }

    private Optional<String> repeat(Envelope event, long offset) {
        byte[] version = store.get(RowKeys.version(event.stream(), event.version()));
        VersionRow known = VersionRow.read(type, event.stream(), event.version(), version);
        if (!known.snapshot().head().equals(event.hash())) {
            return Optional.of("Version " + event.version() + " is another event in the stream");
        }
        if (known.offset() == offset) {
            write(event, offset, store.get(RowKeys.log(type.name(), offset)), version);
            parked.extendedAgain(event.stream(), offset);
        }
        return Optional.empty();
    }

    private void write(Envelope event, long offset, byte[] log, byte[] version) {
        store.put(RowKeys.log(type.name(), offset), log);
        if (event.version() == 1) {
            store.put(RowKeys.aggregate(event.stream()), NOTHING);
        }
        store.put(RowKeys.version(event.stream(), event.version()), version);
    }
}
