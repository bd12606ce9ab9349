package bank.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is applied, and the files that it is made of. */
final class Manifests {

    static final String DEVELOPMENT = "overlays/development";
    static final String PRODUCTION = "overlays/production";
    static final String STRIMZI = "strimzi";

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Map<String, List<Manifest>> RENDERED = new ConcurrentHashMap<>();

    private Manifests() {}

    /** What kustomize makes of a folder; without kubectl the test that asks is left out, and says so. */
    static List<Manifest> rendered(String folder) {
        assumeThat(isInstalled())
                .as("kubectl, which alone renders what kustomize makes, is on the PATH")
                .isTrue();
        return RENDERED.computeIfAbsent(folder, Manifests::render);
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    private static List<Manifest> render(String folder) {
        try {
            Process process = new ProcessBuilder(
                            "kubectl", "kustomize", ROOT.resolve(folder).toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String yaml = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as("What kubectl says of %s", folder).isZero();
            return Manifest.all(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All files that hold whole resources, not patches of them or what kustomize is told. */
    static List<Path> files() {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .filter(file -> !file.toString().endsWith(".patch.yaml"))
                    .filter(file -> !file.startsWith(ROOT.resolve("target")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> inFile(Path file) {
        try {
            return Manifest.all(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only one of that kind and name. */
    static Manifest one(List<Manifest> all, String kind, String name) {
        List<Manifest> found = all.stream()
                .filter(each -> each.kind().equals(kind) && each.name().equals(name))
                .toList();
        assertThat(found).as("%s/%s in %s", kind, name, all).hasSize(1);
        return found.getFirst();
    }
}
