package bank.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Map;

/** One of the bank's services, as the process that hosts it sees it. */
public interface Service extends AutoCloseable {

    /** More than any answer takes that is only looked for. */
    Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    /** The service's name, as logs and health show it. */
    String name();

    /** Puts the service's routes on the router. */
    void mount(Router router);

    /** Whether it can serve. */
    boolean ready();

    /** What it has to add to {@code /health}. */
    Future<ObjectNode> health();

    /** The partitions that it was given and cannot serve until somebody mends their records, and why. */
    default Map<String, String> closedPartitions() {
        return Map.of();
    }

    /** Brings those of its metrics up to date that are known only by asking. Does not block. */
    default Future<?> measure() {
        return Future.succeededFuture();
    }

    /** How long a request that has begun may take at most to be answered, once nobody waits for what may happen. */
    default Duration answersWithin() {
        return ANSWERED_WITHIN;
    }

    /** The process ends: who waits for what may happen is answered with what there is, now and from now on. */
    default void stopWaiting() {
        // Nobody waits here.
    }

    /** Finishes what has begun, and stops. */
    @Override
    void close();
}
