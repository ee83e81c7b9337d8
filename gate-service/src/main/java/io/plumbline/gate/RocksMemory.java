package io.plumbline.gate;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Keeps the stores small: one block cache for all of them, and small write buffers. By default every store of every
 * partition takes up to 100 MB outside the heap, although the cache in front of them answers nearly every read. Public,
 * since Kafka Streams creates it by its name.
 */
public final class RocksMemory implements RocksDBConfigSetter {

    private static final long BLOCK_CACHE = 16L << 20;
    private static final long WRITE_BUFFER = 4L << 20;
    private static final int WRITE_BUFFERS = 2;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
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

    /** Created with the first store, when the library of RocksDB is loaded. */
    private static final class Shared {
        static final LRUCache CACHE = new LRUCache(BLOCK_CACHE);
    }
}
