package bank.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hard ends of how our code reads, over the sources of all modules. */
class StyleTest {

    @Test
    void ourSourcesKeepTheRules() throws IOException {
        assertThat(Sources.all()).hasSizeGreaterThan(100);
        assertThat(Sources.faults(Sources.all())).isEmpty();
    }

    private record Snippet(String path, String body) {

        List<String> faults() {
            return Sources.faults(
                    new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return "class Snippet {\n" + body + "\n}\n";
                        }
                    });
        }
    }

    private static final String ELSEWHERE = "command-service/src/main/java/bank/command/Snippet.java";
    private static final String MONEY = "shared-events/src/main/java/bank/money/Snippet.java";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Object o = Instant.now();                 | Instant.now. Times come in with the command",
                "Object o = java.time.Instant.now();       | Instant.now. Times come in with the command",
                "long t = System.currentTimeMillis();      | System.currentTimeMillis. Times come in",
                "Object o = UUID.randomUUID();             | UUID.randomUUID. Ids come from Ids.random",
                "Object o = new java.util.Random(1);       | new Random. Ids come from",
                "Object o = new SecureRandom();            | new SecureRandom. Ids come from",
                "double d = Math.random();                 | Math.random. Ids come from",
                "void m() { Thread.sleep(1); }             | Thread.sleep. Wait for what you wait for",
                "void m() { System.out.println(); }        | System.out. Log with SLF4J",
                "java.util.function.Supplier<Object> s = Instant::now; | Instant.now. Times come in",
                "@Disabled void m() {}                     | @Disabled. A test that cannot run",
            })
    void whatIsBannedIsFoundAndSaysItsRemedy(String code, String said) {
        assertThat(new Snippet(ELSEWHERE, code).faults())
                .singleElement()
                .asString()
                .contains("Snippet.java:2: " + said);
    }

    @ParameterizedTest
    @CsvSource({"double d;", "Object o = (float) 1;", "Double d;", "Object o = a.doubleValue();"})
    void aBinaryFloatIsFoundNearMoneyOnly(String code) {
        assertThat(new Snippet(MONEY, code).faults()).singleElement().asString().contains(Banned.FLOAT_REMEDY);
        assertThat(new Snippet(ELSEWHERE, code).faults()).isEmpty();
    }

    @Test
    void aFileOrMethodThatIsTooLongIsFound() {
        assertThat(new Snippet(ELSEWHERE, "\n".repeat(SourceRules.FILE_LINES_MOST)).faults())
                .singleElement()
                .asString()
                .contains(":1: 253 lines. Split the file");
        String body = "void m() {" + "\n".repeat(SourceRules.METHOD_LINES_MOST) + "}";
        assertThat(new Snippet(ELSEWHERE, body).faults())
                .singleElement()
                .asString()
                .contains(":2: m has 71. Split the method");
    }

    @Test
    void anEdgeMaySayWhatItIsAllowedTo() {
        String standalone = "deploy/standalone/src/main/java/bank/standalone/Snippet.java";
        assertThat(new Snippet(standalone, "void m() { System.out.println(); }").faults())
                .isEmpty();
        assertThat(new Snippet(standalone, "void m() { Thread.sleep(1); }").faults())
                .hasSize(1);
    }

    @Test
    void everyFileThatIsNamedAsAnEdgeIsThere() throws IOException {
        List<String> paths = Sources.all().stream().map(Object::toString).toList();
        assertThat(Banned.ALL.stream().flatMap(rule -> rule.mayUse().stream()).filter(edge -> edge.endsWith(".java")))
                .allMatch(edge -> paths.stream().anyMatch(path -> path.endsWith(edge)));
    }
}
