package bank.standalone;

import bank.Aggregates;
import bank.cli.Cli;
import bank.command.CommandService;
import bank.command.gateway.CommandRoutes;
import bank.host.Host;
import bank.host.ServiceProcess;
import bank.host.ServiceStart;
import bank.projection.ProjectionService;
import bank.projection.type.TypeQueries;
import bank.saga.SagaService;
import bank.wire.AggregateType;
import bank.wire.Domain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A system as a plain value: its aggregate types, their commands and their queries. All of it runs in one process, or each
 * service in processes of its own, as many as there are partitions to share.
 */
public record Definition(Domain domain, List<CommandRoutes> commands, List<TypeQueries.Maker> queries) {

    /** Accounts and transfers, people and orders. */
    public static final Definition BANK = new Definition(Aggregates.BANK, CommandService.BANK, ProjectionService.BANK);

    public Definition {
        commands = List.copyOf(commands);
        queries = List.copyOf(queries);
    }

    /** The same with one aggregate type more, its commands and its queries. */
    public Definition with(AggregateType<?, ?, ?> type, CommandRoutes typeCommands, TypeQueries.Maker typeQueries) {
        return new Definition(
                domain.with(type),
                Stream.concat(commands.stream(), Stream.of(typeCommands)).toList(),
                Stream.concat(queries.stream(), Stream.of(typeQueries)).toList());
    }

    /** Its services by their names. */
    SequencedMap<String, ServiceStart> services() {
        SequencedMap<String, ServiceStart> services = new LinkedHashMap<>();
        services.put(CommandService.NAME, CommandService.of(domain, commands));
        // A processor of no type would wait for partitions for ever.
        if (!domain.sagas().isEmpty()) {
            services.put(SagaService.NAME, SagaService.of(domain));
        }
        services.put(ProjectionService.NAME, ProjectionService.of(domain, queries));
        return services;
    }

    /**
     * The whole of a {@code main}: without an argument everything in this process, with a Kafka broker of its own; with a
     * service's name that service alone, on the Kafka that the environment names; otherwise a command of the command line.
     */
    public void run(String... arguments) {
        if (arguments.length == 0) {
            Host.run((environment, host) -> Standalone.start(this, environment, host));
            return;
        }
        ServiceStart service = services().get(arguments[0]);
        if (service == null) {
            Cli.main(domain, arguments);
        } else {
            ServiceProcess.run(arguments[0], domain, service);
        }
    }
}
