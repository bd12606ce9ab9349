package bank.projection.transfer;

import bank.Aggregates;
import bank.SagaDocument;
import bank.http.QueryParameters;
import bank.projection.query.AggregateQueries;
import bank.projection.query.OverdueSagas;
import bank.projection.query.Queries;
import bank.projection.query.Resource;
import bank.projection.type.TypeQueries;
import bank.projection.view.VersionRow;
import bank.transfer.TransferRule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The queries for sagas. */
public final class SagaQueries {

    private static final String STATUS = "status";

    private SagaQueries() {}

    public static TypeQueries of(Queries queries) {
        return TypeQueries.of(
                queries,
                new Resource(
                        Aggregates.TRANSFER,
                        "sagas",
                        "transfers",
                        "transfer_id",
                        TransferRule.NOT_FOUND,
                        row -> SagaDocument.of(row.snapshot()),
                        row -> document(row, queries.overdue())),
                new ByStatus());
    }

    private static final class ByStatus implements AggregateQueries.ListFilter {

        @Override
        public Set<String> parameters() {
            return Set.of(STATUS);
        }

        @Override
        public Optional<Predicate<VersionRow>> read(QueryParameters parameters) {
            return parameters
                    .word(STATUS, "running", "compensating", "completed", "compensated")
                    .map(status -> row -> status.equals(
                            SagaDocument.of(row.snapshot()).required(STATUS).textValue()));
        }
    }

    private static ObjectNode document(VersionRow row, OverdueSagas overdue) {
        ObjectNode document = SagaDocument.of(row.snapshot());
        if (overdue.contains(row)) {
            document.put("overdue", true);
        }
        return document;
    }
}
