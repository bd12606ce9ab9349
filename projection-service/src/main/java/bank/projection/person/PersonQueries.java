package bank.projection.person;

import bank.Aggregates;
import bank.http.QueryParameters;
import bank.person.PersonRule;
import bank.projection.query.AggregateQueries;
import bank.projection.query.Queries;
import bank.projection.query.Resource;
import bank.projection.type.TypeQueries;
import bank.projection.view.VersionRow;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The queries for people. */
public final class PersonQueries {

    private static final String STATUS = "status";

    private PersonQueries() {}

    public static TypeQueries of(Queries queries) {
        var document = new PersonDocument(queries.personal());
        var resource = new Resource(Aggregates.PERSON, "people", "person_id", PersonRule.NOT_FOUND, document::of);
        return TypeQueries.of(queries, resource, new ByStatus());
    }

    private static final class ByStatus implements AggregateQueries.ListFilter {

        @Override
        public Set<String> parameters() {
            return Set.of(STATUS);
        }

        @Override
        public Optional<Predicate<VersionRow>> read(QueryParameters parameters) {
            return parameters
                    .word(STATUS, "SINGLE", "MARRIED")
                    .map(status -> row -> PersonDocument.status(row).equals(status));
        }
    }
}
