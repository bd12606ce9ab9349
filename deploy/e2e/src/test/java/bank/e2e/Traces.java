package bank.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What must stand in no file of a bank and in no line that it prints. */
record Traces(List<String> parts) {

    void assertUnseen(Bank bank) {
        assertThat(bank.output()).doesNotContain(parts);
        List<Path> files = files(bank.folder());
        assertThat(files).anyMatch(file -> file.toString().endsWith(".log"));
        assertThat(files).noneMatch(this::in);
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** UTF-16, in either order of its bytes. */
    private static String inTwoBytesEach(String part) {
        return part.replaceAll("(?<=.)(?=.)", "\0");
    }

    boolean in(Path file) {
        return !partsIn(file).isEmpty();
    }

    List<String> partsIn(Path file) {
        try {
            byte[] read = Files.readAllBytes(file);
            // A character for each byte: the letters are the same in all encodings that we use.
            var bytes = new String(read, 0, written(read), ISO_8859_1);
            return parts.stream()
                    .filter(part -> bytes.contains(part) || bytes.contains(inTwoBytesEach(part)))
                    .toList();
        } catch (NoSuchFileException e) {
            // The broker and the stores delete files while they run.
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Behind the last byte that is not zero: most of a broker's index files is room for what is still to come. */
    private static int written(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
