package bank.processor;

import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a local store. What they hold is in the log too: damaged ones are thrown away. */
final class StoreFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

    private StoreFiles() {}

    /** Opens the store in the folder; if it is damaged, an empty one in its place. */
    static RocksDB open(Path folder, Options options) throws RocksDBException {
        try {
            return RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            if (!isDamage(e)) {
                throw e;
            }
            throwAway(folder, e);
            return RocksDB.open(options, folder.toString());
        }
    }

    /** Other failures, a full disk or missing rights, would come again. */
    static boolean isDamage(RocksDBException e) {
        Status status = e.getStatus();
        // To RocksDB's Java, a file that is missing is something undefined.
        return status != null
                && (status.getCode() == Status.Code.Corruption
                        || (status.getCode() == Status.Code.IOError
                                && status.getSubCode() == Status.SubCode.Undefined));
    }

    static void throwAway(Path folder, RocksDBException why) throws RocksDBException {
        LOG.atWarn()
                .addKeyValue("folder", folder)
                .addKeyValue("why", String.valueOf(why.getMessage()).replace('\n', ' '))
                .log("The local store is damaged: thrown away, and made anew from the log");
        try (var options = new Options()) {
            RocksDB.destroyDB(folder.toString(), options);
        }
    }
}
