package bank.http;

import bank.wire.Ids;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Answers the requests of one path; a {@link ProblemException} that it throws is the answer too. */
@FunctionalInterface
public interface Endpoint {

    Future<Answer> answer(RoutingContext request);

    /** The endpoint as a route's handler. */
    static Handler<RoutingContext> handler(Endpoint endpoint) {
        return named(context -> endpoint.answer(context).onComplete(answered -> {
            if (answered.succeeded()) {
                answered.result().send(context.response());
            } else {
                context.fail(answered.cause());
            }
        }));
    }

    /** The handler of a route that answers by itself, measured under the route's name. */
    static Handler<RoutingContext> named(Handler<RoutingContext> handler) {
        return context -> {
            RequestMetrics.nameRoute(context);
            handler.handle(context);
        };
    }

    /** The id in the path. One that is not of an id's form belongs to nothing, and so is answered as unknown. */
    static String id(RoutingContext request, Supplier<Problem> notFound) {
        String id = request.pathParam("id");
        if (id == null || !Ids.FORM.matcher(id).matches()) {
            throw new ProblemException(notFound.get());
        }
        return id;
    }
}
