package bank.projection.rebuild;

import bank.http.Answer;
import bank.http.Body;
import bank.http.Endpoint;
import bank.http.ProblemException;
import bank.http.ProblemType;
import bank.http.QueryParameters;
import bank.projection.query.QueryPool;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The calls by which operators rebuild the views. They change no event but only what queries are answered from, and only
 * the service that answers queries can do it; so they stand among the queries.
 */
public final class RebuildRoutes {

    private static final String PATH = "/api/queries/projections/rebuild";
    private static final String NOTHING = "{}";

    private final Rebuilds rebuilds;
    private final QueryPool pool;

    public RebuildRoutes(Rebuilds rebuilds, QueryPool pool) {
        this.rebuilds = rebuilds;
        this.pool = pool;
    }

    /** What an operator wants. */
    private interface Action {
        void act() throws Exception;
    }

    public void mount(Router router) {
        router.post(PATH).handler(begun(rebuilds::begin));
        router.post(PATH + "/switch").handler(begun(rebuilds::switchAnyhow));
        router.post(PATH + "/drop").handler(begun(rebuilds::drop));
        router.post("/api/queries/projections/tidy").handler(answer(() -> Answer.json(200, rebuilds.tidy())));
    }

    /** It goes on by itself, so the answer is how far it is. */
    private Handler<RoutingContext> begun(Action action) {
        return answer(() -> {
            action.act();
            return Answer.json(202, rebuilds.document().orElseThrow());
        });
    }

    private Handler<RoutingContext> answer(Callable<Answer> action) {
        return Endpoint.handler(request -> {
            QueryParameters.of(request, Set.of()).check();
            return body(request).compose(_ -> pool.run(action));
        });
    }

    private static Future<Buffer> body(RoutingContext request) {
        return Body.read(request.request()).map(body -> {
            if (body.length() > 0 && !body.toString().strip().equals(NOTHING)) {
                throw new ProblemException(
                        ProblemType.MALFORMED_REQUEST.because("The call takes no fields", "Send it without a body"));
            }
            return body;
        });
    }
}
