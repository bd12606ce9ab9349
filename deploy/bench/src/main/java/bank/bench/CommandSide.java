package bank.bench;

import bank.Aggregates;
import bank.broker.EmbeddedBroker;
import bank.command.CommandService;
import bank.host.ServiceProcess;
import bank.host.ServiceStart;
import bank.wire.Environment;
import bank.wire.Setting;

/** The bank's command side alone, with a broker in its JVM: what is compared with the floor like with like. */
public final class CommandSide {

    private static final int PORT_MOST = 65_535;

    private CommandSide() {}

    public static void main(String[] arguments) {
        run(CommandService.of(Aggregates.BANK, CommandService.BANK));
    }

    static void run(ServiceStart service) {
        var environment = new Environment(System.getenv());
        EmbeddedBroker.start(
                environment.path(Setting.DATA_DIR).resolve("kafka"),
                environment.number(Setting.KAFKA_PORT, 1, PORT_MOST),
                environment.flag(Setting.DURABLE));
        ServiceProcess.run(CommandService.NAME, Aggregates.BANK, service);
    }
}
