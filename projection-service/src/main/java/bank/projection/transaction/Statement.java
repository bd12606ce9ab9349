package bank.projection.transaction;

import bank.projection.query.MergedRows;
import bank.projection.query.PartitionViews;
import bank.projection.view.AggregateRow;
import bank.projection.view.Counts;
import bank.projection.view.EventRow;
import bank.projection.view.RowKeys;
import bank.projection.view.RowKeys.Range;
import bank.projection.view.ViewRows;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** Reads transactions from the newest backwards, and shows a page of them as a statement does: the oldest first. */
final class Statement {

    private final PartitionViews views;

    Statement(PartitionViews views) {
        this.views = views;
    }

    /**
     * A page.
     *
     * @param transactions the oldest first
     * @param total how many there are on all pages
     * @param next before which place the next page ends, if there is one
     */
    record Page(List<ObjectNode> transactions, long total, Optional<byte[]> next) {
        static final Page NONE = new Page(List.of(), 0, Optional.empty());
    }

    /** The newest of a range of all accounts' transactions. */
    Page ofAll(Range range, int limit) {
        List<ViewRows> partitions = views.all();
        long total = partitions.stream()
                .map(view -> view.counts("account"))
                .reduce(Counts.NONE, Counts::plus)
                .transactions();
        List<Bytes> keys = new ArrayList<>();
        try (var rows = MergedRows.backwards(partitions, range)) {
            while (rows.hasNext() && keys.size() <= limit) {
                keys.add(rows.next().key);
            }
        }
        List<Bytes> shown = keys.size() > limit ? keys.subList(0, limit) : keys;
        List<ObjectNode> transactions =
                shown.reversed().stream().map(this::document).toList();
        return new Page(
                transactions,
                total,
                keys.size() > limit ? Optional.of(shown.getLast().get()) : Optional.empty());
    }

    private ObjectNode document(Bytes transaction) {
        Bytes event = RowKeys.eventOf(transaction);
        return document(
                views.of(RowKeys.streamOfEvent(event).key()).event(event).orElseThrow());
    }

    /** The newest of one account's, before that version if one is given. */
    Page of(ViewRows view, AggregateRow account, Optional<Long> before, int limit) {
        List<EventRow> found = new ArrayList<>();
        long last = before.map(version -> version - 1).orElse(account.version());
        try (var rows = view.reverseRange(RowKeys.events(account.snapshot().stream(), 1, last))) {
            while (rows.hasNext() && found.size() <= limit) {
                EventRow event = EventRow.read(rows.next().value);
                if (event.balanceAfter().isPresent()) {
                    found.add(event);
                }
            }
        }
        List<EventRow> shown = found.size() > limit ? found.subList(0, limit) : found;
        List<ObjectNode> transactions =
                shown.reversed().stream().map(Statement::document).toList();
        Optional<byte[]> next = found.size() > limit
                ? Optional.of(ByteBuffer.allocate(Long.BYTES)
                        .putLong(shown.getLast().version())
                        .array())
                : Optional.empty();
        return new Page(transactions, account.transactions(), next);
    }

    private static ObjectNode document(EventRow row) {
        JsonNode event = row.tree();
        JsonNode data = event.required("data");
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("id", event.required("id").textValue())
                .put("account_id", event.required("aggregate_id").textValue())
                .put("type", event.required("type").textValue().equals("MoneyDeposited") ? "deposit" : "withdrawal");
        document.set("amount", data.required("amount"));
        document.put("timestamp", event.required("timestamp").textValue());
        document.put("transfer_id", data.path("transfer_id").textValue());
        return document.put("balance_after", row.balanceAfter().orElseThrow());
    }
}
