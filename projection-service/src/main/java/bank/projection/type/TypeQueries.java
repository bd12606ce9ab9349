package bank.projection.type;

import bank.projection.history.HistoryQueries;
import bank.projection.query.AggregateQueries;
import bank.projection.query.AggregateQueries.ListFilter;
import bank.projection.query.Queries;
import bank.projection.query.Resource;
import io.vertx.ext.web.Router;

/** The queries for the aggregates of one type. */
public interface TypeQueries {

    /** How the aggregates look. */
    Resource resource();

    /** Puts the queries on the router. */
    void mount(Router router);

    /** Those that every type has: for one of them, for a list of them, and for the history of one. */
    static TypeQueries of(Queries queries, Resource resource, ListFilter filter) {
        return new Usual(queries, resource, filter);
    }

    /** How a system names them. */
    @FunctionalInterface
    interface Maker {
        TypeQueries make(Queries queries);
    }

    /** Those that every type has. */
    record Usual(Queries queries, Resource resource, ListFilter filter) implements TypeQueries {

        @Override
        public void mount(Router router) {
            new AggregateQueries(queries, resource, filter).mount(router);
            new HistoryQueries(queries, resource).mount(router);
        }
    }
}
