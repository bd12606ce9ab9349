package bank.projection.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Filter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all stores of this process together, however many partitions it has: what they cache and what
 * they have not yet written to disk share one budget. Kafka Streams makes an object of it for each store.
 */
public final class BoundedMemory implements RocksDBConfigSetter {

    private static final long CACHE_BYTES = 48L << 20;
    private static final long UNWRITTEN_BYTES = 24L << 20;
    private static final long WRITE_BUFFER_BYTES = 8L << 20;
    private static final int BLOCK_BYTES = 8 << 10;
    private static final int FILTER_BITS = 10;
    private static final int LOG_FILES = 2;

    private static final Cache CACHE;
    private static final WriteBufferManager UNWRITTEN;
    private static final Filter FILTER;

    static {
        RocksDB.loadLibrary();
        CACHE = new LRUCache(CACHE_BYTES);
        UNWRITTEN = new WriteBufferManager(UNWRITTEN_BYTES, CACHE);
        FILTER = new BloomFilter(FILTER_BITS);
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE)
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(FILTER)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        options.setTableFormatConfig(table)
                .setWriteBufferManager(UNWRITTEN)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setKeepLogFileNum(LOG_FILES);
    }

    /** What the stores share outlives each of them. */
    @Override
    public void close(String storeName, Options options) {}
}
