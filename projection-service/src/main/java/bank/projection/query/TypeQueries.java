package bank.projection.query;

import io.vertx.ext.web.Router;

/** The queries for the aggregates of one type. */
public interface TypeQueries {

    /** How the aggregates look. */
    Resource resource();

    /** Puts the queries on the router. */
    void mount(Router router);

    /** How a system names them. */
    @FunctionalInterface
    interface Maker {
        TypeQueries make(Queries queries);
    }
}
