package bank.standalone;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.wire.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderThatCannotBeReadIsASentenceThatSaysWhatToDo() throws IOException {
        Files.createDirectory(folder.resolve("version"));

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> DataFolder.open(folder, List.of()))
                .withMessage("Folder " + folder + " cannot be used (java.io.IOException: Is a directory); "
                        + "set BANK_DATA_DIR to another.");
    }
}
