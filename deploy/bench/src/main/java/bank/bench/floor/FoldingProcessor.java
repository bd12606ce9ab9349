package bank.bench.floor;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads an account's row, adds what the event moves, and writes the row. Confined to its thread of Streams. */
final class FoldingProcessor extends ContextualProcessor<byte[], byte[], Void, Void> {

    static final String STORE = "balances";

    private final Progress progress;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private KeyValueStore<byte[], byte[]> rows;

    FoldingProcessor(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        rows = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        byte[] row = rows.get(event.key());
        var before = row == null ? ByteBuffer.allocate(2 * Long.BYTES) : ByteBuffer.wrap(row);
        long version = before.getLong() + 1;
        long balance = before.getLong() + moved(event.value());
        rows.put(
                event.key(),
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(version)
                        .putLong(balance)
                        .array());
        progress.folded();
    }

    private static long moved(byte[] data) {
        JsonNode event = Json.read(data, JsonNode.class);
        return event.path("amount").asLong() + event.path("initial_balance").asLong();
    }
}
