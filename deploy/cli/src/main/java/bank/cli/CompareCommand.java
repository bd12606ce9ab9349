package bank.cli;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bank rebuild compare}. */
@Command(
        name = "compare",
        description = {
            "Compares what two banks answer that follow the same events, an old version and a new one for instance: the"
                    + " counts, and a SHA-256 over the state of the whole system at one time, once that can no longer change.",
            "Exit code 0 if both are equal, 1 if not."
        })
final class CompareCommand implements Callable<Integer> {

    private static final long AGAIN_MILLIS = 500;
    private static final int LOOKS_AT_TIME_MOST = 240;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BankOptions options = new BankOptions();

    @Option(names = "--with", paramLabel = "URL", required = true, description = "Where the other one is.")
    private URI other = URI.create("");

    @Option(
            names = "--looks",
            paramLabel = "N",
            description = "How often counts that differ are looked at (${DEFAULT-VALUE}).")
    private int looks = 10;

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        HttpBank one = options.bank();
        HttpBank with = new HttpBank(other);
        String time = SnapshotDigest.of(one, "").time();
        ObjectNode document = Json.MAPPER.createObjectNode().put("as_of", time);
        ObjectNode first = document.putObject("one");
        ObjectNode second = document.putObject("other");
        first.put("sha256", digest(one, time));
        second.put("sha256", digest(with, time));
        counts(one, with, first, second);
        boolean equal = first.equals(second);
        document.put("equal", equal);
        if (json) {
            spec.commandLine().getOut().println(Json.write(document));
        } else {
            print(document);
        }
        return equal ? ExitCodes.WELL : ExitCodes.NOT_SO;
    }

    /** While commands are taken, the two are asked at different moments, so the same counts may take a few looks. */
    private void counts(HttpBank one, HttpBank with, ObjectNode first, ObjectNode second) throws InterruptedException {
        ObjectNode ofOne = counts(one);
        ObjectNode ofOther = counts(with);
        for (int look = 1; look < looks && !ofOne.equals(ofOther); look++) {
            pause();
            ofOne = counts(one);
            ofOther = counts(with);
        }
        first.setAll(ofOne);
        second.setAll(ofOther);
    }

    private static ObjectNode counts(HttpBank bank) {
        ObjectNode counts = Json.MAPPER.createObjectNode();
        bank.get("/health").properties().forEach(field -> {
            if (field.getValue().isIntegralNumber() && !field.getKey().equals("overdue_sagas")) {
                counts.set(field.getKey(), field.getValue());
            }
        });
        return counts;
    }

    private static String digest(HttpBank bank, String time) throws InterruptedException {
        for (int look = 0; look < LOOKS_AT_TIME_MOST; look++) {
            SnapshotDigest snapshot = SnapshotDigest.of(bank, time);
            if (snapshot.isFinal()) {
                return snapshot.sha256();
            }
            pause();
        }
        throw new CannotAskException("The state at " + time + " does not become final on " + bank.url());
    }

    private static void pause() throws InterruptedException {
        boolean _ = new CountDownLatch(1).await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void print(JsonNode document) {
        var out = spec.commandLine().getOut();
        for (Map.Entry<String, JsonNode> field : document.path("one").properties()) {
            JsonNode with = document.path("other").path(field.getKey());
            out.printf(
                    "%-13s  %s%s%n",
                    field.getKey(),
                    field.getValue().asText(),
                    with.equals(field.getValue()) ? "" : "  but " + with.asText());
        }
        out.println(
                document.path("equal").booleanValue()
                        ? "Both answer the same as of " + document.path("as_of").asText() + "."
                        : "They differ.");
    }
}
