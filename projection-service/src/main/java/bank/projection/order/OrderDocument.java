package bank.projection.order;

import bank.order.Order;
import bank.order.Order.Placed;
import bank.order.OrderLine;
import bank.projection.view.VersionRow;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An order as callers see it. */
final class OrderDocument {

    private OrderDocument() {}

    static ObjectNode of(VersionRow row) {
        Placed order = placed(row);
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("id", row.snapshot().stream().id())
                .put("user_id", order.userId())
                .put("status", order.status().toString());
        var lines = document.putArray("lines");
        for (OrderLine line : order.lines()) {
            lines.addObject()
                    .put("product_id", line.productId())
                    .put("quantity", line.quantity())
                    .put("price", line.price().plain());
        }
        return document.put("total_price", order.total().plain()).put("version", row.version());
    }

    static Placed placed(VersionRow row) {
        return switch (row.snapshot().stateAs(Order.class)) {
            case Placed order -> order;
            case Order.Absent _, Order.Discarded _ ->
                throw new IllegalStateException("An order that is not found is not shown");
        };
    }
}
