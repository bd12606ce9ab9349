package bank.cli;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bank rebuild}. */
@Command(
        name = "rebuild",
        description = {
            "Builds the views anew from all events beside the live ones, compares the two, and switches where they are"
                    + " equal. Queries are answered all the while. Interrupted, it goes on without being watched.",
            "Exit code 0 if the new views are live, 1 if they differ or could not be built."
        },
        subcommands = CompareCommand.class)
final class RebuildCommand implements Callable<Integer> {

    private static final String STATUS = "/api/queries/projections";
    private static final String PATH = STATUS + "/rebuild";
    private static final long LOOK_MILLIS = 300;
    private static final Set<String> UNDER_WAY = Set.of("building", "comparing", "switching");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BankOptions options = new BankOptions();

    @Option(names = "--json", description = "What came of it as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        return end(options, options.bank().post(PATH), json);
    }

    @Command(name = "follow", description = "Watches a rebuild that is under way, to its end.")
    int follow(
            @Mixin BankOptions bank, @Option(names = "--json", description = "As one JSON document.") boolean document)
            throws InterruptedException {
        return end(bank, latest(bank), document);
    }

    @Command(name = "switch", description = "Has the new views take the place of the live ones though they differ.")
    int switchAnyhow(
            @Mixin BankOptions bank, @Option(names = "--json", description = "As one JSON document.") boolean document)
            throws InterruptedException {
        return end(bank, bank.bank().post(PATH + "/switch"), document);
    }

    @Command(name = "drop", description = "Gives up a rebuild, and deletes what it has built.")
    int drop(@Mixin BankOptions bank) {
        JsonNode dropped = bank.bank().post(PATH + "/drop");
        out().println("Generation " + dropped.path("generation").asText() + " was dropped; the live views stay.");
        return ExitCodes.WELL;
    }

    @Command(name = "tidy", description = "Deletes what views of other versions have left, unless they are in use.")
    int tidy(@Mixin BankOptions bank) {
        JsonNode tidied = bank.bank().post(STATUS + "/tidy");
        tidied.path("deleted").forEach(one -> out().println("Generation " + one.asText() + " was deleted."));
        tidied.path("in_use").forEach(one -> out().println("Generation " + one.asText() + " is in use."));
        return tidied.path("in_use").isEmpty() ? ExitCodes.WELL : ExitCodes.NOT_SO;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static JsonNode latest(BankOptions bank) {
        JsonNode latest = bank.bank().get(STATUS).path("rebuild");
        if (latest.isMissingNode()) {
            throw new NotSoException("There has been no rebuild");
        }
        return latest;
    }

    /** Watches it as long as it goes on by itself, and says what came of it. */
    private int end(BankOptions bank, JsonNode begun, boolean document) throws InterruptedException {
        JsonNode rebuild = begun;
        String said = "";
        while (UNDER_WAY.contains(rebuild.path("phase").asText())) {
            String progress = progress(rebuild);
            if (!progress.equals(said)) {
                spec.commandLine().getErr().println(progress);
                said = progress;
            }
            boolean _ = new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            rebuild = latest(bank);
        }
        if (document) {
            out().println(Json.write(rebuild));
        } else {
            print(rebuild);
        }
        return rebuild.path("phase").asText().equals("switched") ? ExitCodes.WELL : ExitCodes.NOT_SO;
    }

    private static String progress(JsonNode rebuild) {
        String phase = rebuild.path("phase").asText();
        return phase.equals("building") && rebuild.has("percent")
                ? "building: %s %%, %,d of %,d records"
                        .formatted(
                                rebuild.path("percent").asText(),
                                rebuild.path("position").longValue(),
                                rebuild.path("end").longValue())
                : phase;
    }

    private void print(JsonNode rebuild) {
        JsonNode comparison = rebuild.path("comparison");
        comparison.path("partitions").forEach(this::printPartition);
        comparison
                .path("differences")
                .forEach(found -> out().printf(
                                "  %-10s %-22s %s%n",
                                found.path("type").asText(),
                                found.path("id").asText(),
                                found.path("what").asText()));
        if (comparison.path("more").booleanValue()) {
            out().println("  and more");
        }
        String generation = "Generation " + rebuild.path("generation").asText();
        out().println(
                        switch (rebuild.path("phase").asText()) {
                            case "switched" -> generation + " is live.";
                            case "dropped" -> generation + " was dropped.";
                            case "different" ->
                                generation + " differs from the live one, which stays. " + why(comparison)
                                        + "Make it live by ./bank rebuild switch, or delete it by ./bank rebuild drop.";
                            default ->
                                generation + " could not be built: "
                                        + rebuild.path("error").asText()
                                        + ". The live one stays. Start the service again, and it goes on; or ./bank rebuild drop.";
                        });
    }

    private static String why(JsonNode comparison) {
        return comparison.has("error") ? comparison.path("error").asText() + ". " : "";
    }

    private void printPartition(JsonNode partition) {
        JsonNode live = partition.path("live");
        JsonNode rebuilt = partition.path("rebuilt");
        out().printf(
                        "partition %3d  %-9s  live %,d events, %,d rows, %.12s  rebuilt %,d events, %,d rows, %.12s%n",
                        partition.path("partition").intValue(),
                        partition.path("equal").booleanValue() ? "equal" : "different",
                        live.path("events").longValue(),
                        live.path("rows").longValue(),
                        live.path("sha256").asText(),
                        rebuilt.path("events").longValue(),
                        rebuilt.path("rows").longValue(),
                        rebuilt.path("sha256").asText());
    }
}
