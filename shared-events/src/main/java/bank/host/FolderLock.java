package bank.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Setting;
import bank.wire.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder that this process alone may use, until it ends or closes this. */
public final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, made where there is none yet.
     *
     * @throws SettingException if another process has it, or it cannot be written
     */
    public static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            return new FolderLock(lock(folder));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** What to tell whoever chose the folder. */
    public static SettingException unusable(Path folder, IOException reason) {
        return new SettingException("Folder " + folder + " cannot be used (" + reason + "); set "
                + Setting.DATA_DIR.variable() + " to another.");
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve(".lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            // The system takes the lock back when the process ends, however it ends.
            if (channel.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException e) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw new SettingException("Folder " + folder + " is in use by another instance (process " + holder + ").");
        }
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid));
        return channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
