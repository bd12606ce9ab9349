package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes small files of which nobody ever sees a part, whatever the moment of a kill. */
public final class WholeFile {

    private WholeFile() {}

    /** Makes the file, which only its owner can read, unless one is there; it is on the disk when this returns. */
    public static void createIfMissing(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Path temporary = Files.createTempFile(
                folder,
                file.getFileName() + ".",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
                channel.force(true);
            }
            // A move might replace what another has made meanwhile; a link never does.
            Files.createLink(file, temporary);
            force(folder);
        } catch (FileAlreadyExistsException e) {
            // Another was quicker, and its file stays.
            return;
        } finally {
            Files.delete(temporary);
        }
    }

    /** Without it, a power cut could take the file's name back. */
    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
