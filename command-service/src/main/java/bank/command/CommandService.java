package bank.command;

import bank.Aggregates;
import bank.command.account.AccountRoutes;
import bank.command.gateway.CommandRoutes;
import bank.command.gateway.Dispatch;
import bank.command.gateway.Gateway;
import bank.command.letter.LetterFinder;
import bank.command.letter.LetterRoutes;
import bank.command.letter.Remedies;
import bank.command.order.OrderRoutes;
import bank.command.person.PersonRoutes;
import bank.command.transfer.TransferRoutes;
import bank.host.ServiceProcess;
import bank.host.ServiceStart;
import bank.http.Service;
import bank.metrics.Metrics;
import bank.personal.SubjectKeys;
import bank.processor.Processor;
import bank.processor.ProcessorSettings;
import bank.wire.Domain;
import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Setting;
import bank.wire.Topics;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The service that takes commands and decides on all but those of sagas. */
public final class CommandService implements Service {

    public static final String NAME = "command-service";
    private static final int TIME_LIMIT_LEAST = 100;
    private static final int TIME_LIMIT_MOST = 60_000;

    /** The bank's commands. */
    public static final List<CommandRoutes> BANK =
            List.of(new AccountRoutes(), new TransferRoutes(), new PersonRoutes(), new OrderRoutes());

    private final Processor processor;
    private final Dispatch dispatch;
    private final List<CommandRoutes> routes;
    private final LetterFinder finder;
    private final LetterRoutes letters;
    private final Gateway gateway;
    private final SubjectKeys keys;

    private CommandService(
            Processor processor,
            Dispatch dispatch,
            List<CommandRoutes> routes,
            LetterFinder finder,
            LetterRoutes letters,
            Gateway gateway,
            SubjectKeys keys) {
        this.processor = processor;
        this.dispatch = dispatch;
        this.routes = routes;
        this.finder = finder;
        this.letters = letters;
        this.gateway = gateway;
        this.keys = keys;
    }

    /** The bank's, as a process of its own. */
    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, Aggregates.BANK, of(Aggregates.BANK, BANK));
    }

    /** The service of a system with these aggregate types and commands. */
    public static ServiceStart of(Domain domain, List<CommandRoutes> routes) {
        return (environment, partitions, keys, metrics, vertx) ->
                start(domain, routes, environment, partitions, keys, metrics, vertx);
    }

    /** Starts to take partitions over and to listen for replies; returns at once. */
    private static CommandService start(
            Domain domain,
            List<CommandRoutes> routes,
            Environment environment,
            Partitions partitions,
            SubjectKeys keys,
            Metrics metrics,
            Vertx vertx) {
        Duration timeLimit =
                Duration.ofMillis(environment.number(Setting.TIME_LIMIT, TIME_LIMIT_LEAST, TIME_LIMIT_MOST));
        Processor processor = Processor.start(ProcessorSettings.from(
                environment, NAME, domain, domain.withoutSagas(), partitions, keys.content(), metrics));
        Dispatch dispatch = new Dispatch(domain, environment, partitions, processor, keys.content());
        InstantSource clock = InstantSource.system();
        Gateway gateway = new Gateway(dispatch, timeLimit, vertx, clock);
        Topics topics = Topics.from(environment);
        var finder =
                new LetterFinder(KafkaSettings.from(environment), topics, partitions, keys.content(), vertx, clock);
        var letters = new LetterRoutes(
                gateway, keys, finder, new Remedies(domain, topics, partitions, keys.content(), clock));
        return new CommandService(processor, dispatch, routes, finder, letters, gateway, keys);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        routes.forEach(each -> each.mount(router, gateway, keys));
        letters.mount(router);
    }

    @Override
    public boolean ready() {
        return processor.ready() && dispatch.ready();
    }

    @Override
    public Future<ObjectNode> health() {
        return Future.succeededFuture(Json.MAPPER.createObjectNode());
    }

    @Override
    public Map<String, String> closedPartitions() {
        return processor.closedPartitions();
    }

    @Override
    public Duration answersWithin() {
        return gateway.answersWithin();
    }

    @Override
    public void close() {
        finder.close();
        dispatch.close();
        processor.close();
    }
}
