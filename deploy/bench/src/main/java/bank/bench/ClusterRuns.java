package bank.bench;

import bank.bench.cluster.Callers;
import bank.bench.cluster.Compose;
import bank.bench.load.LoadOrder;
import bank.bench.load.LoadProcess;
import bank.bench.load.LoadResult;
import bank.bench.load.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * Measures the cluster of the compose file beside the standalone, both in containers, and how long callers of the cluster
 * wait when one of its containers goes.
 */
final class ClusterRuns {

    static final String STANDALONE = "standalone";
    static final String CLUSTER = "three brokers, two instances of each";
    static final String UNDISTURBED = "nothing happens";
    static final String KILLED = " killed";
    static final String STOPPED = " stopped";
    static final String RESTARTS = "all instances restart in turn";
    static final String COMMAND = "a command, s";

    private static final String QUERY = "a query, s";
    private static final List<Integer> CLIENTS = List.of(1, 16, 64);
    private static final int TRANSFER_CLIENTS = 16;
    private static final int CALLERS = 16;
    private static final int ACCOUNTS = 1_000;
    private static final int OPENING_CLIENTS = 4;
    private static final int CONFLICT = 409;
    private static final int SOME = 50;
    private static final List<String> INSTANCES =
            List.of("command-1", "command-2", "saga-1", "saga-2", "projection-1", "projection-2");
    private static final List<String> GO = List.of("command-1", "projection-1", "kafka-2");
    private static final Duration READY_MOST = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long NO_PROCESS = -1;

    private final Options options;
    private final Schedule schedule;
    private final LoadProcess load;
    private final PrintStream out;
    private final Compose compose;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Comparison loads = new Comparison("In containers");
    private final Comparison waits = new Comparison("The longest wait for");

    ClusterRuns(Options options, Schedule schedule, LoadProcess load, PrintStream out) {
        this.options = options;
        this.schedule = schedule;
        this.load = load;
        this.out = out;
        this.compose = new Compose(
                options.bank()
                        .orElseThrow(() -> new IllegalArgumentException("--cluster needs --bank, as ./bank gives it.")),
                options.port());
    }

    Map<Part, Comparison.Table> run() {
        out.println("Images");
        compose.build();
        for (int round = 1; round <= options.rounds(); round++) {
            out.println("Round " + round + " of " + options.rounds() + ": " + STANDALONE);
            compose.upStandalone();
            try {
                measure(STANDALONE);
            } finally {
                compose.downStandalone();
            }
            out.println("Round " + round + " of " + options.rounds() + ": " + CLUSTER);
            compose.up();
            try {
                measure(CLUSTER);
                disturb();
            } finally {
                compose.down();
            }
        }
        return Map.of(Part.CLUSTER, loads.table(), Part.WAITS, waits.table());
    }

    private void measure(String system) {
        await(() -> status("/health/ready") == 200 && status("/api/commands/accounts") == 405);
        await(this::allOpen);
        load.run(order(Scenario.DEPOSIT, TRANSFER_CLIENTS, 0, schedule.warmUpMillis()));
        for (int clients : CLIENTS) {
            measured(system, "at " + clients, Scenario.DEPOSIT, clients);
        }
        measured(system, "transfers at " + TRANSFER_CLIENTS, Scenario.TRANSFER, TRANSFER_CLIENTS);
    }

    /** A cold cluster on few cores may refuse some for a while; those that are open already are a conflict. */
    private boolean allOpen() {
        LoadResult opened = load.run(order(Scenario.OPEN, OPENING_CLIENTS, 0, READY_MOST.toMillis()));
        return opened.succeeded() + opened.errors().getOrDefault(CONFLICT, 0L) == ACCOUNTS;
    }

    private void measured(String system, String what, Scenario scenario, int clients) {
        LoadResult result = load.run(order(scenario, clients, schedule.settleMillis(), schedule.measureMillis()));
        loads.add(system, what + ": per second", result.perSecond());
        loads.add(system, what + ": p50 ms", result.p50Millis());
        loads.add(system, what + ": p99 ms", result.p99Millis());
        loads.add(
                system,
                what + ": refused",
                result.errors().values().stream().mapToDouble(Long::doubleValue).sum());
    }

    private LoadOrder order(Scenario scenario, int clients, long settle, long measure) {
        return new LoadOrder(options.port(), NO_PROCESS, scenario, clients, ACCOUNTS, settle, measure);
    }

    private void disturb() {
        try (Callers callers = Callers.start(options.port(), CALLERS)) {
            callers.awaitEach(SOME);
            waited(callers, UNDISTURBED, () -> {});
            for (String one : GO) {
                waited(callers, one + KILLED, () -> compose.kill(one));
                back(callers, one);
                waited(callers, one + STOPPED, () -> compose.stop(one));
                back(callers, one);
            }
            waited(callers, RESTARTS, () -> {
                for (String instance : INSTANCES) {
                    compose.stop(instance);
                    compose.start(instance);
                    await(() -> compose.isHealthy(instance));
                }
            });
        }
    }

    private interface Fault {
        void happen();
    }

    /** From before the fault until everybody has been answered again. */
    private void waited(Callers callers, String what, Fault fault) {
        callers.longestSeconds(true);
        callers.longestSeconds(false);
        fault.happen();
        callers.awaitEach(SOME);
        waits.add(what, COMMAND, callers.longestSeconds(true));
        waits.add(what, QUERY, callers.longestSeconds(false));
    }

    private void back(Callers callers, String container) {
        compose.start(container);
        await(() -> compose.isHealthy(container));
        callers.awaitEach(SOME);
    }

    private int status(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + options.port() + path));
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await("The containers are ready; docker ps and docker logs say more")
                .atMost(READY_MOST)
                .pollInterval(POLL)
                .until(condition);
    }
}
