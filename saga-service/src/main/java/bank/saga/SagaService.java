package bank.saga;

import bank.Aggregates;
import bank.host.ServiceProcess;
import bank.http.Service;
import bank.personal.SubjectKeys;
import bank.processor.Processor;
import bank.processor.ProcessorSettings;
import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Partitions;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;

/** Runs the transfers: a processor whose commands come from gateways and from the accounts that transfers ask. */
public final class SagaService implements Service {

    public static final String NAME = "saga-service";

    private final Processor processor;

    private SagaService(Processor processor) {
        this.processor = processor;
    }

    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, SagaService::start);
    }

    /** Starts to take the partitions of transfers over; sagas carry no personal data and have no routes. */
    public static SagaService start(Environment environment, Partitions partitions, SubjectKeys keys, Vertx vertx) {
        return new SagaService(
                Processor.start(ProcessorSettings.from(environment, NAME, List.of(Aggregates.TRANSFER), partitions)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        // Transfers are sent to their topic, and asked for at the projections.
    }

    @Override
    public boolean ready() {
        return processor.ready();
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
        processor.close();
    }
}
