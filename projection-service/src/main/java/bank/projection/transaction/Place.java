package bank.projection.transaction;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;

/** Where a transaction stands in the statement over all accounts, which runs by time over all partitions. */
record Place(Instant time, int partition, long offset) implements Comparable<Place> {

    private static final int BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::time).thenComparingInt(Place::partition).thenComparingLong(Place::offset);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(time.getEpochSecond())
                .putInt(time.getNano())
                .putInt(partition)
                .putLong(offset)
                .array();
    }

    static Place read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Place(Instant.ofEpochSecond(in.getLong(), in.getInt()), in.getInt(), in.getLong());
    }

    static boolean isPlace(byte[] bytes) {
        try {
            return bytes.length == BYTES && Arrays.equals(bytes, read(bytes).bytes());
        } catch (DateTimeException e) {
            return false;
        }
    }
}
