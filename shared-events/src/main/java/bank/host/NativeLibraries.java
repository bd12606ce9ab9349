package bank.host;

import org.rocksdb.RocksDB;

/** The machine code that the local stores need: to unpack it takes longer than to open a store. */
public final class NativeLibraries {

    private NativeLibraries() {}

    /** Begins to load it beside all else; who needs it sooner waits for it. */
    public static void beginToLoad() {
        Thread.ofPlatform().name("native-libraries").daemon().start(RocksDB::loadLibrary);
    }
}
