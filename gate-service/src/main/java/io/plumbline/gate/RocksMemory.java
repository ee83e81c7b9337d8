package io.plumbline.gate;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Keeps the stores small, however many partitions a gate has: one block cache for all of them, in which write buffers are
 * counted. By default every store of every partition takes up to 100 MB outside the heap, although the cache in front of
 * them answers nearly every read. Public, since Kafka Streams creates it by its name.
 */
public final class RocksMemory implements RocksDBConfigSetter {

    /** Bytes outside the heap that all stores of a process take together. */
    public static final long LIMIT = 48L << 20;

    /** Of them, for what is not yet in a file; above it the store that holds most writes it down. */
    private static final long WRITES = 32L << 20;

    private static final long WRITE_BUFFER = 4L << 20;
    private static final int WRITE_BUFFERS = 2;

    /** What a store takes with its first entry: an eighth of its write buffer by default, too much for hundreds of them. */
    private static final long FIRST_BLOCK = 64L << 10;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        options.setWriteBufferManager(Shared.WRITERS);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        options.setArenaBlockSize(FIRST_BLOCK);
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(Shared.CACHE);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
        }
    }

    @Override
    public void close(String store, Options options) {
        // The cache is shared by all stores of the process and outlives each.
    }

    /** Returns the bytes that all stores take now. */
    static long taken() {
        return Shared.CACHE.getUsage();
    }

    /** Created with the first store, when the library of RocksDB is loaded. */
    private static final class Shared {
        static final LRUCache CACHE = new LRUCache(LIMIT);
        static final WriteBufferManager WRITERS = new WriteBufferManager(WRITES, CACHE);
    }
}
