package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import bank.wire.AggregateType;
import bank.wire.HashChain;
import bank.wire.Snapshot;
import bank.wire.SnapshotJson;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * One aggregate as the views keep it. Its row is written last of all that an event changes, and so says that the rest
 * is there.
 *
 * @param transactions how many of its events moved money
 * @param snapshot its state, version and head
 */
public record AggregateRow(long transactions, Snapshot snapshot) {

    static AggregateRow none(AggregateType<?, ?, ?> type, StreamId stream) {
        var nothing = new Snapshot(
                stream, type.decider().initial(), 0, HashChain.START, Instant.EPOCH, Instant.EPOCH, List.of());
        return new AggregateRow(0, nothing);
    }

    public static AggregateRow read(AggregateType<?, ?, ?> type, StreamId stream, byte[] row) {
        byte[] snapshot = Arrays.copyOfRange(row, Long.BYTES, row.length);
        return new AggregateRow(ByteBuffer.wrap(row).getLong(), SnapshotJson.read(type, stream, snapshot));
    }

    byte[] bytes(AggregateType<?, ?, ?> type) {
        byte[] json = SnapshotJson.write(type, snapshot).getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length)
                .putLong(transactions)
                .put(json)
                .array();
    }

    /** The key of its stream. */
    public String key() {
        return snapshot.stream().key();
    }

    public long version() {
        return snapshot.version();
    }
}
