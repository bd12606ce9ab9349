package bank.projection.peer;

import bank.projection.view.ReadNext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a range as one instance sends them to another, as they are stored.
 *
 * @param ageMillis how old they may be, 0 where they are the view itself
 * @param more whether the range goes on behind them
 * @param next what is read next after them
 */
record RowsPage(long ageMillis, boolean more, List<KeyValue<Bytes, byte[]>> rows, ReadNext next) {

    private static final int ABSENT = -1;

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(ageMillis);
            out.writeBoolean(more);
            write(out, rows);
            write(out, next.heads());
            write(out, next.rows());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static RowsPage read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new RowsPage(in.readLong(), in.readBoolean(), rows(in), new ReadNext(rows(in), rows(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, List<? extends KeyValue<Bytes, byte @Nullable []>> rows)
            throws IOException {
        out.writeInt(rows.size());
        for (KeyValue<Bytes, byte @Nullable []> row : rows) {
            out.writeInt(row.key.get().length);
            out.write(row.key.get());
            byte[] value = row.value;
            out.writeInt(value == null ? ABSENT : value.length);
            if (value != null) {
                out.write(value);
            }
        }
    }

    private static List<KeyValue<Bytes, byte[]>> rows(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Bytes key = Bytes.wrap(in.readNBytes(in.readInt()));
            int length = in.readInt();
            rows.add(KeyValue.pair(key, length == ABSENT ? null : in.readNBytes(length)));
        }
        return rows;
    }
}
