package bank.projection.person;

import bank.Aggregates;
import bank.http.QueryParameters;
import bank.person.PersonRule;
import bank.projection.history.HistoryQueries;
import bank.projection.query.AggregateQueries;
import bank.projection.query.Queries;
import bank.projection.query.Resource;
import bank.projection.query.TypeQueries;
import bank.projection.view.VersionRow;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The queries for people. */
public final class PersonQueries implements TypeQueries {

    private static final String STATUS = "status";

    private final AggregateQueries people;
    private final HistoryQueries history;

    public PersonQueries(Queries queries) {
        var document = new PersonDocument(queries.personal());
        var resource = new Resource(Aggregates.PERSON, "people", "person_id", PersonRule.NOT_FOUND, document::of);
        this.people = new AggregateQueries(queries, resource, new ByStatus());
        this.history = new HistoryQueries(queries, resource);
    }

    @Override
    public Resource resource() {
        return people.resource();
    }

    @Override
    public void mount(Router router) {
        people.mount(router);
        history.mount(router);
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
