package bank.projection.streams;

import bank.projection.view.ViewTopology;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The rows that this instance has, as they are stored. Thread-safe. */
public final class LocalRows {

    private final KafkaStreams streams;
    private final ViewTopology topology;
    private final CatchUp catchUp;

    LocalRows(KafkaStreams streams, ViewTopology topology, CatchUp catchUp) {
        this.streams = streams;
        this.topology = topology;
        this.catchUp = catchUp;
    }

    /** Whether callers may be answered from that partition here. */
    public boolean answers(int partition) {
        return catchUp.answers(partition);
    }

    /** The rows of a partition, if callers may be answered from them. */
    public ReadOnlyKeyValueStore<Bytes, byte[]> live(int partition) {
        if (!answers(partition)) {
            throw new InvalidStateStoreException("The views of partition " + partition + " are not here, or catch up");
        }
        return any(partition);
    }

    /** A rebalance takes nothing away that stays here, so the state of Kafka Streams as a whole does not matter. */
    private ReadOnlyKeyValueStore<Bytes, byte[]> any(int partition) {
        return streams.store(StoreQueryParameters.fromNameAndType(
                        ViewTopology.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition)
                .enableStaleStores());
    }

    /**
     * Rows that may be behind.
     *
     * @param rows as they are stored
     * @param completeUpTo up to when they have all that was committed
     */
    public record Copy(ReadOnlyKeyValueStore<Bytes, byte[]> rows, Instant completeUpTo) {}

    /** What is here of a partition; nothing where it is not known how old that is. */
    public Optional<Copy> copy(int partition) {
        try {
            ReadOnlyKeyValueStore<Bytes, byte[]> rows = any(partition);
            return LongStream.concat(
                            catchUp.completeUpTo(partition).stream(), topology.rows(rows).completeUpTo().stream())
                    .max()
                    .stream()
                    .mapToObj(millis -> new Copy(rows, Instant.ofEpochMilli(millis)))
                    .findFirst();
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }
}
