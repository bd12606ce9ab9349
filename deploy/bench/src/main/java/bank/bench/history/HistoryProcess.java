package bank.bench.history;

import bank.Aggregates;
import bank.broker.EmbeddedBroker;
import bank.host.Host;
import bank.host.Kafka;
import bank.wire.Environment;
import bank.wire.Partitions;
import bank.wire.Setting;
import bank.wire.Topics;
import io.vertx.core.Vertx;
import java.util.List;

/** A broker with a history of the bank's accounts, and nothing else; a bank can go on with its folder afterwards. */
public final class HistoryProcess {

    private static final int PORT_LEAST = 1;
    private static final int PORT_MOST = 65_535;

    private HistoryProcess() {}

    /** The arguments that have it written. */
    public static List<String> arguments(long events, int accounts) {
        return List.of(Long.toString(events), Integer.toString(accounts));
    }

    /** Ready once all is written, which {@code /health/ready} tells. */
    public static void main(String[] arguments) {
        Host.run((environment, host) -> {
            EmbeddedBroker broker = host.keep(EmbeddedBroker.start(
                    environment.path(Setting.DATA_DIR).resolve("kafka"),
                    environment.number(Setting.KAFKA_PORT, PORT_LEAST, PORT_MOST),
                    environment.flag(Setting.DURABLE)));
            Partitions partitions = Kafka.prepare(Aggregates.BANK, environment);
            new HistoryWriter(broker.bootstrap(), Topics.from(environment), partitions)
                    .write(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
            tellReady(environment, host);
        });
    }

    private static void tellReady(Environment environment, Host host) {
        Vertx vertx = Vertx.vertx();
        host.keep(() -> vertx.close().await());
        vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(
                        environment.number(Setting.HTTP_PORT, PORT_LEAST, PORT_MOST),
                        environment.text(Setting.HTTP_HOST))
                .await();
    }
}
