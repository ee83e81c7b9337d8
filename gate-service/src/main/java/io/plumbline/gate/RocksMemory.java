package io.plumbline.gate;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Keeps the stores small: one block cache for all of them, and little to write at once. By default every store of every
 * partition takes up to 100 MB outside the heap, and the cache in front of them answers nearly everything anyway.
 * Public, since Kafka Streams makes it by its name.
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

    /** Made with the first store: RocksDB's library is loaded by then. */
    private static final class Shared {
        static final LRUCache CACHE = new LRUCache(BLOCK_CACHE);
    }
}
