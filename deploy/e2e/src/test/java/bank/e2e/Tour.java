package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands that a page prints one after another, each with what it is said to print. */
record Tour(List<Step> steps) {

    /** Where the commands of all pages are to be typed. */
    static final Path ROOT = Path.of("..", "..");

    private static final String PRINTED_ADDRESS = "http://127.0.0.1:8000";
    private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROMPT = Pattern.compile("^\\$ ", Pattern.MULTILINE);
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z]+=.*");
    private static final String LEFT_OUT = "…";
    private static final Pattern ID_LEFT_OUT = Pattern.compile("(saga|cmd)-" + LEFT_OUT);

    /** A command and its output. */
    record Step(String command, String output) {

        private static Step of(String text) {
            List<String> lines = text.lines().toList();
            int last = 0;
            while (lines.get(last).endsWith("\\")) {
                last++;
            }
            return new Step(
                    String.join("\n", lines.subList(0, last + 1)),
                    String.join("\n", lines.subList(last + 1, lines.size())));
        }

        /** What is left out may be anything. */
        private void assertPrinted(String actual) {
            String pattern = Arrays.stream(output.strip().split(LEFT_OUT, -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("(?s:.*)"));
            assertThat(actual.replace("\r", "").strip())
                    .as("%s prints", command)
                    .matches(pattern);
        }
    }

    static Tour of(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        Matcher blocks = CONSOLE.matcher(Files.readString(page));
        while (blocks.find()) {
            PROMPT.splitAsStream(blocks.group(1))
                    .filter(step -> !step.isBlank())
                    .map(Step::of)
                    .forEach(steps::add);
        }
        return new Tour(steps);
    }

    /** Types the commands in one shell, so to speak, at the bank of that address instead of the printed one. */
    void take(URI bank) {
        List<String> shell = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (Step step : steps) {
            String command = ID_LEFT_OUT
                    .matcher(step.command())
                    .replaceAll(id -> lastIn(outputs, id))
                    .replace(PRINTED_ADDRESS, bank.toString());
            if (ASSIGNMENT.matcher(command).matches()) {
                shell.add(command);
            } else if (command.contains("/api/commands")) {
                outputs.add(run(shell, command));
                step.assertPrinted(outputs.getLast());
            } else {
                // The views follow the events.
                await().untilAsserted(() -> step.assertPrinted(run(shell, command)));
            }
        }
    }

    private static String lastIn(List<String> outputs, MatchResult leftOut) {
        Pattern id = Pattern.compile(leftOut.group(1) + "-[0-9a-z]+");
        return outputs.reversed().stream()
                .map(id::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElseThrow();
    }

    private static String run(List<String> shell, String command) {
        return run(String.join("\n", shell) + "\n" + command);
    }

    /** What a command of the pages prints, typed at the top of the project. */
    static String run(String command) {
        try {
            Process process = new ProcessBuilder("bash", "-c", command)
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
