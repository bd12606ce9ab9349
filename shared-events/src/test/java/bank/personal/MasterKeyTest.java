package bank.personal;

import static org.assertj.core.api.Assertions.assertThat;

import bank.wire.Environment;
import bank.wire.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

    private static final int ROUNDS = 100;

    @TempDir
    private Path folder;

    /** Who is killed at any moment leaves no file or a whole one, for nobody ever sees another. */
    @Test
    void whoSeesTheFileSeesAWholeKey() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Path file = folder.resolve("key" + round);
            var looking = new CountDownLatch(1);
            var seen = CompletableFuture.supplyAsync(() -> firstSeen(file, looking));
            looking.await();
            MasterKey.createIfMissing(file);
            assertThat(seen.join()).hasSize(45);
        }
    }

    @Test
    void aKeyThatIsThereIsNeverReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("master.key"), "any other text");

        MasterKey.createIfMissing(file);

        assertThat(file).hasContent("any other text");
    }

    @Test
    void whatAKillLeftBehindDoesNoHarm() throws IOException {
        Path file = folder.resolve("master.key");
        Path leftBehind = Files.createFile(folder.resolve("master.key.tmp"));

        MasterKey.createIfMissing(file);

        var environment = new Environment(Map.of()).with(Setting.MASTER_KEY_FILE, file.toString());
        assertThat(MasterKeys.from(environment).current().id()).startsWith("mk-");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, leftBehind);
        }
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.createIfMissing(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static String firstSeen(Path file, CountDownLatch looking) {
        looking.countDown();
        while (true) {
            try {
                return Files.readString(file);
            } catch (NoSuchFileException e) {
                Thread.onSpinWait();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
