package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's tour as it is printed, and holds what comes against what is printed. */
class ReadmeTourTest {

    private static final String PRINTED_ADDRESS = "http://127.0.0.1:8000";
    private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROMPT = Pattern.compile("^\\$ ", Pattern.MULTILINE);
    private static final Path README = Path.of("..", "..", "README.md");
    private static final String LEFT_OUT = "…";

    @TempDir
    private Path folder;

    /** A command and what it is said to print. */
    private record Step(String command, String output) {

        /** What is left out may be anything. */
        boolean isPrintedBy(String actual) {
            String pattern = Arrays.stream(output.strip().split(LEFT_OUT, -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return actual.strip().matches(pattern);
        }
    }

    @Test
    void theTourPrintsWhatItSays() throws Exception {
        List<Step> steps = steps(Files.readString(README));
        assertThat(steps).hasSizeGreaterThan(10);

        try (Bank bank = Bank.start(folder)) {
            for (Step step : steps) {
                String command =
                        step.command().replace(PRINTED_ADDRESS, bank.base().toString());
                if (command.contains("/api/commands")) {
                    String actual = run(command);
                    assertThat(step.isPrintedBy(actual))
                            .as("%s prints %s", step.command(), actual)
                            .isTrue();
                } else {
                    // The views follow the events.
                    await(step.command()).until(() -> run(command), step::isPrintedBy);
                }
            }
        }
    }

    private static List<Step> steps(String readme) {
        List<Step> steps = new ArrayList<>();
        Matcher blocks = CONSOLE.matcher(readme);
        while (blocks.find()) {
            PROMPT.splitAsStream(blocks.group(1))
                    .filter(step -> !step.isBlank())
                    .map(ReadmeTourTest::step)
                    .forEach(steps::add);
        }
        return steps;
    }

    private static Step step(String text) {
        List<String> lines = text.lines().toList();
        int last = 0;
        while (lines.get(last).endsWith("\\")) {
            last++;
        }
        return new Step(
                String.join("\n", lines.subList(0, last + 1)),
                String.join("\n", lines.subList(last + 1, lines.size())));
    }

    private static String run(String command) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
