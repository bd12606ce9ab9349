package bank.projection.transaction;

import bank.projection.query.PartitionViews;
import bank.projection.transaction.Movements.Movement;
import bank.projection.view.Counts;
import bank.projection.view.LogRow;
import bank.projection.view.VersionRow;
import bank.projection.view.ViewRows;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** The newest of all accounts', or those before a place. */
    Page ofAll(Optional<Place> before, int limit) {
        List<ViewRows> partitions = views.all();
        Counts counts =
                partitions.stream().map(view -> view.counts(Movements.TYPE)).reduce(Counts.NONE, Counts::plus);
        var movements = new Movements(partitions, before);
        List<Movement> shown = new ArrayList<>();
        while (movements.hasNext() && shown.size() < limit) {
            shown.add(movements.next());
        }
        return new Page(
                shown.reversed().stream()
                        .map(movement -> document(movement.row()))
                        .toList(),
                counts.transactions(),
                movements.hasNext() ? Optional.of(shown.getLast().place().bytes()) : Optional.empty());
    }

    /** The newest of one account's, before that version if one is given. */
    Page of(ViewRows view, VersionRow account, Optional<Long> before, int limit) {
        long last = before.map(version -> version - 1).orElse(account.version());
        List<LogRow> found = view.movements(account.snapshot().stream(), last, limit + 1);
        List<LogRow> shown = found.size() > limit ? found.subList(0, limit) : found;
        return new Page(
                shown.reversed().stream().map(Statement::document).toList(),
                account.transactions(),
                found.size() > limit ? Optional.of(version(shown.getLast())) : Optional.empty());
    }

    private static byte[] version(LogRow row) {
        return ByteBuffer.allocate(Long.BYTES)
                .putLong(row.tree().required("version").longValue())
                .array();
    }

    private static ObjectNode document(LogRow row) {
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
