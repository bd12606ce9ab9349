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

/**
 * Bounds the memory of all stores of a generation together, however many partitions there are: they share one cache, and
 * each may hold an equal share of what need not be on disk yet. A budget that all draw from would let stores that rest
 * keep it, and those that are written flush at every row. Kafka Streams makes an object of it for each store.
 */
public final class BoundedMemory implements RocksDBConfigSetter {

    /** How many stores share the memory. */
    static final String STORES = "bank.stores";

    private static final long CACHE_BYTES = 32L << 20;
    private static final long UNWRITTEN_BYTES = 16L << 20;
    private static final long WRITE_BUFFER_BYTES_LEAST = 256L << 10;
    private static final int BLOCK_BYTES = 8 << 10;
    private static final int FILTER_BITS = 10;
    private static final int LOG_FILES = 2;

    private static final Cache CACHE;
    private static final Filter FILTER;

    static {
        RocksDB.loadLibrary();
        CACHE = new LRUCache(CACHE_BYTES);
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
                .setWriteBufferSize(writeBufferBytes(configs))
                .setKeepLogFileNum(LOG_FILES);
    }

    private static long writeBufferBytes(Map<String, Object> configs) {
        long stores = Long.parseLong(String.valueOf(configs.get(STORES)));
        return Math.max(WRITE_BUFFER_BYTES_LEAST, UNWRITTEN_BYTES / stores);
    }

    /** What the stores share outlives each of them. */
    @Override
    public void close(String storeName, Options options) {}
}
