package bank.cli;

import bank.verify.Finding;
import bank.verify.Report;
import bank.verify.Verification;
import bank.wire.Domain;
import bank.wire.Json;
import bank.wire.UnknownTypeException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./bank verify}. */
@Command(
        name = "verify",
        description = {
            "Reads all events from Kafka and checks every one: its hash, its version, its link to the one before, and the"
                    + " snapshots against them. It needs no service and does not disturb any.",
            "Exit code 0 if everything verifies, 1 if not."
        })
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only aggregates of this type; may come again (all).")
    private List<String> types = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "How many partitions at a time (one for each CPU).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Report report = verify();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(document(report)));
        } else {
            print(report, out);
        }
        return report.valid() ? ExitCodes.WELL : ExitCodes.NOT_SO;
    }

    private Report verify() throws InterruptedException {
        List<String> chosen = chosen();
        var verification = new Verification(kafka.settings(), kafka.topics());
        try (ScheduledExecutorService progress = Executors.newSingleThreadScheduledExecutor()) {
            var _ = progress.scheduleAtFixedRate(() -> progress(verification), 1, 1, TimeUnit.SECONDS);
            try {
                return verification.run(chosen, threads);
            } catch (KafkaException e) {
                throw new CannotAskException(
                        "The events cannot be read from Kafka at " + kafka.bootstrap() + ": " + e.getMessage(), e);
            } finally {
                progress.shutdownNow();
            }
        }
    }

    private List<String> chosen() {
        Domain domain = spec.commandLine().getParent().<Cli>getCommand().domain();
        try {
            types.forEach(domain::named);
        } catch (UnknownTypeException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return types.isEmpty() ? domain.names() : types;
    }

    private void progress(Verification verification) {
        spec.commandLine().getErr().printf(Locale.ROOT, "%,d events read%n", verification.read());
    }

    private static void print(Report report, PrintWriter out) {
        for (Finding finding : report.findings()) {
            String place = finding.offset() < 0 ? "" : " at offset " + finding.offset();
            out.printf(
                    "%s in %s-%d%s %s%n",
                    finding.stream(), finding.topic(), finding.partition(), place, finding.problem());
        }
        if (report.found() > report.findings().size()) {
            out.printf(
                    Locale.ROOT,
                    "and %,d more%n",
                    report.found() - report.findings().size());
        }
        if (report.behindBreaks() > 0) {
            out.printf(Locale.ROOT, "%,d events behind these could not be verified%n", report.behindBreaks());
        }
        out.printf(
                Locale.ROOT,
                "%s: %,d events of %,d streams in %.1f s (%,d a second)%n",
                report.valid() ? "Everything verifies" : report.found() + " found",
                report.events(),
                report.streams(),
                report.millis() / 1000.0,
                report.events() * 1000 / Math.max(1, report.millis()));
    }

    private static ObjectNode document(Report report) {
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("valid", report.valid())
                .put("events", report.events())
                .put("streams", report.streams())
                .put("found", report.found())
                .put("behind_breaks", report.behindBreaks())
                .put("millis", report.millis());
        var findings = document.putArray("findings");
        for (Finding finding : report.findings()) {
            findings.add(Json.MAPPER.<ObjectNode>valueToTree(finding));
        }
        return document;
    }
}
