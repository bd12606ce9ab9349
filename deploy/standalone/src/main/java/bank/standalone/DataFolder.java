package bank.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder that holds all of a standalone's data, locked for this process and of a format that it knows. */
final class DataFolder implements AutoCloseable {

    /** Grows when a change makes folders that an earlier version of the bank would misread. */
    private static final int FORMAT = 1;

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the folder, made where there is none yet.
     *
     * @throws SettingException if another process has it, a newer version wrote it, or it cannot be written
     */
    static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
            var folder = new DataFolder(path, lock(path));
            folder.checkFormat();
            return folder;
        } catch (IOException e) {
            throw new SettingException("Folder " + path + " cannot be used (" + e + "); set BANK_DATA_DIR to another.");
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            // The system takes the lock back when the process ends, however it ends.
            if (channel.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException e) {
            String holder = Files.readString(path.resolve(".lock")).strip();
            channel.close();
            throw new SettingException("Folder " + path + " is in use by another instance (process " + holder + ").");
        }
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid));
        return channel;
    }

    private void checkFormat() throws IOException {
        Path file = path.resolve("version");
        if (!Files.exists(file)) {
            Files.writeString(file, FORMAT + "\n");
            return;
        }
        int format = format(Files.readString(file).strip());
        if (format > FORMAT) {
            close();
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
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
