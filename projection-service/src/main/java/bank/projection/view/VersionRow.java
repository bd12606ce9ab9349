package bank.projection.view;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import bank.wire.AggregateType;
import bank.wire.Snapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * One aggregate as it stood after one of its events. Of all that an event writes this comes last, and so says that the
 * rest is there.
 *
 * @param offset where that event stands in its partition of its topic
 * @param transactions how many of its events up to there moved money
 * @param snapshot its state, version and head
 */
public record VersionRow(long offset, long transactions, Snapshot snapshot) {

    private static final int FIXED_BYTES = 2 * Long.BYTES + 2 * RowFields.INSTANT_BYTES + 2;

    static VersionRow none(AggregateType<?, ?, ?> type, StreamId stream) {
        return new VersionRow(
                LogRow.NOWHERE, 0, Snapshot.none(stream, type.decider().initial()));
    }

    static VersionRow read(AggregateType<?, ?, ?> type, StreamId stream, long version, byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        long offset = in.getLong();
        long transactions = in.getLong();
        Instant created = RowFields.instant(in);
        Instant time = RowFields.instant(in);
        String head = RowFields.text(in);
        Object state = type.states().read(RowFields.text(in), RowFields.rest(in));
        return new VersionRow(
                offset, transactions, new Snapshot(stream, state, version, head, created, time, List.of()));
    }

    /** The offset in a row's bytes. */
    static long offset(byte[] row) {
        return ByteBuffer.wrap(row).getLong();
    }

    byte[] bytes(AggregateType<?, ?, ?> type) {
        byte[] head = snapshot.head().getBytes(US_ASCII);
        byte[] name = type.stateName(snapshot.state()).getBytes(US_ASCII);
        byte[] state = type.writeState(snapshot.state()).getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + head.length + name.length + state.length)
                .putLong(offset)
                .putLong(transactions);
        RowFields.put(out, snapshot.created());
        RowFields.put(out, snapshot.time());
        RowFields.put(out, head);
        return RowFields.put(out, name).put(state).array();
    }

    /** Whether callers find it; its history they find in any case. */
    public boolean isFound(AggregateType<?, ?, ?> type) {
        return type.isFound(snapshot.state());
    }

    /** The key of its stream. */
    public String key() {
        return snapshot.stream().key();
    }

    public long version() {
        return snapshot.version();
    }
}
