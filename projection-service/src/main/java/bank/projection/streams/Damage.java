package bank.projection.streams;

import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Whether the files of a store are damaged. */
final class Damage {

    private Damage() {}

    static boolean is(ProcessorStateException e) {
        return e.getCause() instanceof RocksDBException cause
                && cause.getStatus() != null
                && cause.getStatus().getCode() == Status.Code.Corruption;
    }
}
