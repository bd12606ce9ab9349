package bank.projection.order;

import bank.Aggregates;
import bank.http.QueryParameters;
import bank.order.OrderRule;
import bank.projection.query.AggregateQueries;
import bank.projection.query.Queries;
import bank.projection.query.Resource;
import bank.projection.type.TypeQueries;
import bank.projection.view.VersionRow;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** The queries for orders. */
public final class OrderQueries {

    private static final String STATUS = "status";
    private static final String USER = "user_id";

    private OrderQueries() {}

    public static TypeQueries of(Queries queries) {
        var resource = new Resource(Aggregates.ORDER, "orders", "order_id", OrderRule.NOT_FOUND, OrderDocument::of);
        return TypeQueries.of(queries, resource, new ByStatusAndUser());
    }

    private static final class ByStatusAndUser implements AggregateQueries.ListFilter {

        @Override
        public Set<String> parameters() {
            return Set.of(STATUS, USER);
        }

        @Override
        public Optional<Predicate<VersionRow>> read(QueryParameters parameters) {
            Optional<String> status = parameters.word(STATUS, "new", "paid", "confirmed", "shipped");
            OptionalLong user = parameters.number(USER, 0, Long.MAX_VALUE);
            if (status.isEmpty() && user.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(row -> {
                var order = OrderDocument.placed(row);
                return status.filter(wanted -> !wanted.equals(order.status().toString()))
                                .isEmpty()
                        && user.orElse(order.userId()) == order.userId();
            });
        }
    }
}
