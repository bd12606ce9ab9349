package bank.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of the bank in the form in which a JVM maps them, which spares a start a third of its work. One of the
 * tests' processes makes it, from a short life of the bank; the others wait for it.
 */
final class ClassArchive {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path FILE = TARGET.resolve("bank.jsa");

    private ClassArchive() {}

    /** The class path without the tests themselves, for a JVM archives no folders. */
    static String withoutTests(String classPath) {
        return String.join(
                File.pathSeparator,
                entries(classPath)
                        .filter(entry -> !entry.startsWith(TARGET))
                        .map(Path::toString)
                        .toList());
    }

    private static Stream<Path> entries(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator)).map(Path::of);
    }

    /** The options of a JVM by which it uses the archive, whatever folders its class path has behind the jars. */
    static synchronized List<String> options(List<String> others, String classPath) {
        String jars = String.join(
                File.pathSeparator,
                entries(classPath)
                        .filter(Files::isRegularFile)
                        .map(Path::toString)
                        .toList());
        try (var lock = FileChannel.open(
                        TARGET.resolve("bank.jsa.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            if (!isNewerThan(jars)) {
                make(others, jars);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-XX:SharedArchiveFile=" + FILE);
    }

    private static boolean isNewerThan(String classPath) throws IOException {
        if (Files.notExists(FILE)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(FILE);
        for (Path jar : entries(classPath).toList()) {
            if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void make(List<String> others, String classPath) throws IOException {
        Path making = TARGET.resolve("making.jsa");
        List<String> command = new ArrayList<>(others);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + making, "-cp", classPath, "bank.standalone.Training"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(TARGET.resolve("training.log").toFile())
                .start();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Files.move(making, FILE, StandardCopyOption.REPLACE_EXISTING);
    }
}
