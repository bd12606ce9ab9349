package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.broker.EmbeddedBroker;
import bank.command.CommandService;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the page says that teaches to add an aggregate: builds its code, runs its tests, types its commands. */
@Order(1)
class AddAnAggregateTest {

    private static final Path PAGE = Tour.ROOT.resolve("docs/add-an-aggregate.md");
    private static final Pattern FILE =
            Pattern.compile("`(voucher/\\S+)`\n\n```(?:java|xml)\n(.*?)```", Pattern.DOTALL);
    private static final String OURS = System.getProperty("java.class.path");

    @TempDir
    private static Path project;

    private static Program vouchers = Program.BANK;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws IOException {
        Matcher files = FILE.matcher(Files.readString(PAGE));
        while (files.find()) {
            Path file = project.resolve(files.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, files.group(2));
        }
        compile("main", OURS);
        compile("test", OURS + File.pathSeparator + classes("main"));
        vouchers = Program.of(classes("main"), "voucher.VoucherBank");
    }

    private static Path classes(String kind) {
        return project.resolve("classes").resolve(kind);
    }

    private static void compile(String kind, String classPath) throws IOException {
        var said = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(project.resolve("voucher/src").resolve(kind))) {
            var options = List.of(
                    "-Xlint:all,-processing,-classfile",
                    "-Werror",
                    "-parameters",
                    "-proc:none",
                    "-cp",
                    classPath,
                    "-d",
                    classes(kind).toString());
            var java = files.getJavaFileObjectsFromPaths(
                    sources.filter(source -> source.toString().endsWith(".java"))
                            .toList());
            assertThat(compiler.getTask(said, files, null, options, null, java).call())
                    .as(said.toString())
                    .isTrue();
        }
    }

    @Test
    void noCodeOfThePageIsLeftOut() throws IOException {
        String rest = FILE.matcher(Files.readString(PAGE)).replaceAll("");

        assertThat(rest).doesNotContain("```java", "```xml");
        assertThat(project.resolve("voucher/pom.xml")).exists();
    }

    @Test
    void itsTestsHoldOnceItsFormsAreApproved() throws Exception {
        assertThat(tests("false")).contains("run this test with BANK_APPROVE=true", "[         1 tests failed");

        assertThat(tests("true")).contains("[       104 tests successful", "[         0 tests failed");
        assertThat(tests("false")).contains("[       104 tests successful", "[         0 tests failed");
        assertThat(project.resolve("voucher/src/test/resources/golden/voucher/VoucherIssued.v1.json"))
                .content()
                .contains("{\\\"value\\\":50}");
    }

    private static String tests(String approve) throws Exception {
        String classPath = String.join(
                File.pathSeparator,
                OURS,
                classes("main").toString(),
                classes("test").toString());
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--disable-banner",
                        "--disable-ansi-colors",
                        "--select-class=voucher.VoucherTest")
                .directory(project.resolve("voucher").toFile())
                .redirectErrorStream(true);
        builder.environment().put("BANK_APPROVE", approve);
        Process process = builder.start();
        try (var output = process.inputReader()) {
            return output.readAllAsString();
        }
    }

    @Test
    void itsCommandsPrintWhatItSays() throws IOException {
        Tour tour = Tour.of(PAGE);
        assertThat(tour.steps()).hasSizeGreaterThan(10);

        try (Bank bank = Bank.start(vouchers, folder)) {
            tour.take(bank.base());
        }
    }

    @Test
    void theSameRunsAsProcessesOfWhichTheCommandSideIsTwo() throws Exception {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        Files.createDirectories(one);
        Files.createDirectories(other);
        MasterKey.createIfMissing(one.resolve("master.key"));
        Files.copy(one.resolve("master.key"), other.resolve("master.key"));
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, false);
                var commands = start(CommandService.NAME, broker, one);
                var more = start(CommandService.NAME, broker, other);
                var projections = start(ProjectionService.NAME, broker, one)) {
            Stream.of(commands, more, projections).forEach(ServiceUnderTest::ready);
            for (int i = 0; i < 8; i++) {
                String id = "vou-" + i;
                assertThat(issue(i % 2 == 0 ? commands : more, id)).contains("VoucherIssued");
                assertThat(find(projections, id))
                        .isEqualTo("{\"id\":\"" + id + "\",\"status\":\"valid\",\"left\":5,\"version\":1}");
            }
        }
    }

    private static ServiceUnderTest start(String service, EmbeddedBroker broker, Path folder) {
        return ServiceUnderTest.start(vouchers.service(service), broker.bootstrap(), folder, Map.of());
    }

    private static String issue(ServiceUnderTest service, String id) {
        return Tour.run("curl -s " + service.base() + "/api/commands/vouchers -H 'Content-Type: application/json' -d '"
                + "{\"voucher_id\": \"" + id + "\", \"value\": 5}'");
    }

    private static String find(ServiceUnderTest service, String id) {
        return Tour.run(
                "curl -s '" + service.base() + "/api/queries/vouchers/" + id + "?min_version=1' -H 'Prefer: wait=20'");
    }
}
