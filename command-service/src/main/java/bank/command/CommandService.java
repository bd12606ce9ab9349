package bank.command;

import bank.Aggregates;
import bank.command.account.AccountRoutes;
import bank.command.gateway.Dispatch;
import bank.command.gateway.Gateway;
import bank.command.order.OrderRoutes;
import bank.command.person.PersonRoutes;
import bank.command.transfer.TransferRoutes;
import bank.host.ServiceProcess;
import bank.http.Service;
import bank.personal.SubjectKeys;
import bank.processor.Processor;
import bank.processor.ProcessorSettings;
import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Partitions;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** The service that takes commands and decides on all but those of sagas. */
public final class CommandService implements Service {

    public static final String NAME = "command-service";
    private static final int TIME_LIMIT_LEAST = 100;
    private static final int TIME_LIMIT_MOST = 60_000;

    private final Processor processor;
    private final Dispatch dispatch;
    private final AccountRoutes accounts;
    private final PersonRoutes people;
    private final OrderRoutes orders;
    private final TransferRoutes transfers;

    private CommandService(Processor processor, Dispatch dispatch, Gateway gateway, SubjectKeys keys) {
        this.processor = processor;
        this.dispatch = dispatch;
        this.accounts = new AccountRoutes(gateway, keys);
        this.people = new PersonRoutes(gateway, keys);
        this.orders = new OrderRoutes(gateway, keys);
        this.transfers = new TransferRoutes(gateway, keys);
    }

    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, CommandService::start);
    }

    /** Starts to take partitions over and to listen for replies; returns at once. */
    public static CommandService start(Environment environment, Partitions partitions, SubjectKeys keys, Vertx vertx) {
        Duration timeLimit =
                Duration.ofMillis(environment.number(Setting.TIME_LIMIT, TIME_LIMIT_LEAST, TIME_LIMIT_MOST));
        Processor processor =
                Processor.start(ProcessorSettings.from(environment, NAME, Aggregates.WITHOUT_SAGAS, partitions));
        Dispatch dispatch = new Dispatch(environment, partitions, processor);
        Gateway gateway = new Gateway(dispatch, timeLimit, vertx, InstantSource.system());
        return new CommandService(processor, dispatch, gateway, keys);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        accounts.mount(router);
        people.mount(router);
        orders.mount(router);
        transfers.mount(router);
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
    public void close() {
        dispatch.close();
        processor.close();
    }
}
