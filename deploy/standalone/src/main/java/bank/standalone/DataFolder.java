package bank.standalone;

import bank.host.FolderLock;
import bank.wire.SettingException;
import bank.wire.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The folder that holds all of a standalone's data, locked for this process and of a format that it knows. */
final class DataFolder implements AutoCloseable {

    /** Grows when a change makes folders that an earlier version of the bank would misread. */
    private static final int FORMAT = 1;

    private final Path path;
    private final List<FolderLock> locks = new ArrayList<>();

    private DataFolder(Path path) {
        this.path = path;
    }

    /**
     * Takes the folder, made where there is none yet, and those of the services in it, which may also run alone.
     *
     * @throws SettingException if another process has it, a newer version wrote it, or it cannot be written
     */
    static DataFolder open(Path path, Collection<String> services) {
        var folder = new DataFolder(path);
        try {
            folder.locks.add(FolderLock.take(path));
            folder.checkFormat();
            services.forEach(service -> folder.locks.add(FolderLock.take(path.resolve(service))));
            return folder;
        } catch (IOException e) {
            throw FolderLock.unusable(path, e);
        }
    }

    private void checkFormat() throws IOException {
        Path file = path.resolve("version");
        if (!Files.exists(file)) {
            WholeFile.createIfMissing(file, FORMAT + "\n");
            return;
        }
        int format = format(Files.readString(file).strip());
        if (format > FORMAT) {
            throw new SettingException(
                    "Folder " + path + " was written by a newer version of the bank (format " + format
                            + "; this one knows " + FORMAT + "): start that version, or set BANK_DATA_DIR to another.");
        }
    }

    private int format(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new SettingException("Folder " + path + " is not one of the bank's: its file version is damaged.");
        }
    }

    Path path() {
        return path;
    }

    /** Where the Kafka broker's data is. */
    Path kafka() {
        return path.resolve("kafka");
    }

    /** Where the master key is, if the environment gives none. */
    Path masterKey() {
        return path.resolve("master.key");
    }

    @Override
    public void close() {
        locks.forEach(FolderLock::close);
    }
}
