package bank.saga;

import bank.Aggregates;
import bank.host.ServiceProcess;
import bank.host.ServiceStart;
import bank.http.Service;
import bank.processor.Processor;
import bank.processor.ProcessorSettings;
import bank.wire.Domain;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.Map;

/** Runs the sagas: a processor whose commands come from gateways and from the aggregates that sagas ask. */
public final class SagaService implements Service {

    public static final String NAME = "saga-service";

    private final Processor processor;

    private SagaService(Processor processor) {
        this.processor = processor;
    }

    /** The bank's, as a process of its own. */
    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, Aggregates.BANK, of(Aggregates.BANK));
    }

    /** The service of a system with these aggregate types; sagas carry no personal data and have no routes. */
    public static ServiceStart of(Domain domain) {
        return (environment, partitions, keys, metrics, _) -> new SagaService(Processor.start(ProcessorSettings.from(
                environment, NAME, domain, domain.sagas(), partitions, keys.content(), metrics)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        // Sagas are sent to their topic, and asked for at the projections.
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
