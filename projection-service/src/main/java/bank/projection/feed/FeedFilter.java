package bank.projection.feed;

import bank.es.StreamId;
import bank.http.QueryParameters;
import bank.projection.query.Ask;
import bank.wire.AggregateType;
import bank.wire.Domain;
import bank.wire.EventType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which events a caller wants.
 *
 * @param types the names of their types; all, where there is none
 * @param tenant whose they are
 * @param aggregateType the type of their aggregates
 * @param aggregateId their aggregate
 */
record FeedFilter(
        Set<String> types, Optional<String> tenant, Optional<String> aggregateType, Optional<String> aggregateId) {

    static final Set<String> PARAMETERS = Set.of("types", "tenant", "aggregate_type", "aggregate_id");

    static FeedFilter read(Domain domain, QueryParameters parameters) {
        Set<String> known =
                domain.types().stream().flatMap(FeedFilter::eventNames).collect(Collectors.toCollection(TreeSet::new));
        Set<String> types = parameters
                .text("types")
                .map(text -> Set.copyOf(List.of(text.split(",", -1))))
                .orElse(Set.of());
        if (!known.containsAll(types)) {
            parameters.fault("types", "It must be types of events, separated by commas: " + String.join(", ", known));
        }
        return new FeedFilter(
                types,
                parameters.id("tenant"),
                parameters.word("aggregate_type", domain.names().toArray(String[]::new)),
                parameters.id("aggregate_id"));
    }

    /** Whether any event of that aggregate type can be wanted. */
    boolean wants(AggregateType<?, ?, ?> type) {
        return (aggregateType.isEmpty() || aggregateType.get().equals(type.name()))
                && (types.isEmpty() || eventNames(type).anyMatch(types::contains));
    }

    private static Stream<String> eventNames(AggregateType<?, ?, ?> type) {
        return type.events().stream().map(EventType::name);
    }

    /** The only stream of that type whose events are wanted, if it is one. */
    Optional<StreamId> stream(AggregateType<?, ?, ?> type) {
        return aggregateId.map(id ->
                tenant.map(whose -> new StreamId(whose, type.name(), id)).orElseGet(() -> Ask.stream(type.name(), id)));
    }

    boolean wants(JsonNode event) {
        return (types.isEmpty() || types.contains(event.required("type").textValue()))
                && (tenant.isEmpty()
                        || tenant.get().equals(event.required("tenant").textValue()));
    }
}
