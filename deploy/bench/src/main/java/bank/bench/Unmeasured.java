package bank.bench;

import bank.Aggregates;
import bank.command.CommandService;
import bank.host.ServiceStart;
import io.micrometer.core.instrument.config.MeterFilter;

/** The command side with none of its metrics, but for those of its JVM, which cost a command nothing. */
public final class Unmeasured {

    private Unmeasured() {}

    public static void main(String[] arguments) {
        ServiceStart measured = CommandService.of(Aggregates.BANK, CommandService.BANK);
        CommandSide.run((environment, partitions, keys, metrics, vertx) -> {
            metrics.registry().config().meterFilter(MeterFilter.deny());
            return measured.start(environment, partitions, keys, metrics, vertx);
        });
    }
}
