package bank.http;

import bank.metrics.Metrics;
import bank.wire.Environment;
import bank.wire.Setting;
import bank.wire.SettingException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import java.net.BindException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The HTTP server of a process. It is live as soon as it has started, takes the services as they come, and is ready
 * when all are there and ready. Thread-safe.
 */
public final class HttpFront implements AutoCloseable {

    private static final int PORT_MOST = 65_535;
    private static final int EVENT_LOOPS_MOST = 4;
    private static final Pattern ORIGIN =
            Pattern.compile("\\*|https?://([a-zA-Z0-9.-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?");
    private static final String ORIGIN_FORM = "* or origins such as https://shop.example, separated by commas";
    private static final int IDLE_SECONDS = 75;
    private static final List<Integer> STATUSES_WITHOUT_ROUTE = List.of(400, 403, 404, 405, 500);

    private enum Phase {
        STARTING,
        RUNNING,
        STOPPING
    }

    private final Router router;
    private final HttpServerOptions options;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final List<Service> services = new CopyOnWriteArrayList<>();
    private volatile Phase phase = Phase.STARTING;

    private HttpFront(Environment environment, Vertx vertx, Metrics metrics) {
        int port = environment.number(Setting.HTTP_PORT, 0, PORT_MOST);
        options = new HttpServerOptions()
                .setHost(environment.text(Setting.HTTP_HOST))
                // To Vert.x, -1 is any free port, and the same for all event loops.
                .setPort(port == 0 ? -1 : port)
                .setHandle100ContinueAutomatically(true)
                // Longer than a query may wait for a version.
                .setIdleTimeout(IDLE_SECONDS)
                // Java's own client loses what it has not yet read when an upgraded connection is closed behind its
                // end.
                .setHttp2ClearTextEnabled(false)
                // Nothing here is a web socket, and each connection would look at each request for one.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        router = Router.router(vertx);
        CorsHandler cors = cors(environment.list(Setting.CORS_ORIGINS, ORIGIN, ORIGIN_FORM));
        var measured = new RequestMetrics(metrics.registry());
        var traced = new RequestTrace(metrics.tracing());
        // One route, as each has to be matched.
        router.route()
                .handler((PlatformHandler) traced::handle)
                .handler((PlatformHandler) RequestLog::handle)
                .handler((PlatformHandler) measured::handle)
                .handler((PlatformHandler) PathForm::handle)
                .handler(cors);
        Failures failures = new Failures(router, () -> phase == Phase.RUNNING);
        router.route().failureHandler(failures::handle);
        STATUSES_WITHOUT_ROUTE.forEach(status -> router.errorHandler(status, failures::handle));
        new FrontRoutes(vertx, this, metrics).mount(router);
    }

    private static CorsHandler cors(List<String> origins) {
        CorsHandler cors = CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
                .allowedHeaders(
                        Set.of("Content-Type", "Idempotency-Key", "If-Match", "Prefer", "traceparent", "Last-Event-ID"))
                .exposedHeaders(Set.of("ETag", "Location", "Idempotency-Replayed", "Retry-After", "Age"));
        return origins.equals(List.of("*")) ? cors : cors.addOrigins(origins);
    }

    /**
     * Starts to serve discovery, health, metrics and the contract; returns when the port is open.
     *
     * @throws SettingException if the port cannot be had
     */
    public static HttpFront start(Environment environment, Vertx vertx, Metrics metrics) {
        HttpFront front = new HttpFront(environment, vertx, metrics);
        int eventLoops = Math.min(EVENT_LOOPS_MOST, Runtime.getRuntime().availableProcessors());
        try {
            vertx.deployVerticle(() -> front.new Listener(), new DeploymentOptions().setInstances(eventLoops))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case BindException _ -> portInUse(environment);
                case UnknownHostException _ ->
                    new SettingException(Setting.HTTP_HOST.variable() + " must be an address of this machine, but "
                            + environment.text(Setting.HTTP_HOST) + " cannot be resolved.");
                case null, default -> e;
            };
        }
        return front;
    }

    private static SettingException portInUse(Environment environment) {
        return new SettingException("Port " + environment.text(Setting.HTTP_PORT) + " of "
                + environment.text(Setting.HTTP_HOST) + " cannot be had, something else may be listening there; set "
                + Setting.HTTP_PORT.variable() + " to another, or " + Setting.HTTP_HOST.variable()
                + " to an address of this machine.");
    }

    /** One event loop's share of the port. */
    private final class Listener extends VerticleBase {
        @Override
        public Future<?> start() {
            HttpServer server = vertx.createHttpServer(options)
                    .requestHandler(router)
                    .invalidRequestHandler(InvalidRequest::handle);
            servers.add(server);
            return server.listen();
        }
    }

    /** Takes a service in. */
    public void serve(Service service) {
        service.mount(router);
        services.add(service);
    }

    /** All services have been taken in: from now on a path that is not known does not exist. */
    public void allServed() {
        phase = Phase.RUNNING;
    }

    public boolean ready() {
        return phase == Phase.RUNNING && services.stream().allMatch(Service::ready);
    }

    String phase() {
        return switch (phase) {
            case STARTING -> "starting";
            case RUNNING -> "not ready";
            case STOPPING -> "stopping";
        };
    }

    List<Service> services() {
        return services;
    }

    public int port() {
        return servers.getFirst().actualPort();
    }

    /** Is no longer ready, takes no new connections, and lets those requests finish that have begun. */
    @Override
    public void close() {
        phase = Phase.STOPPING;
        services.forEach(Service::stopWaiting);
        long most = services.stream()
                .map(Service::answersWithin)
                .max(Comparator.naturalOrder())
                .orElse(Service.ANSWERED_WITHIN)
                .toMillis();
        Future.all(servers.stream()
                        .map(server -> server.shutdown(most, TimeUnit.MILLISECONDS))
                        .toList())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
