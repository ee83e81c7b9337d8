package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What stores take outside the heap. */
class RocksMemoryTest {

    /** Of a gate that has a hundred partitions, each with its two stores. */
    private static final int STORES = 200;

    private static final int ENTRIES = 4;
    private static final int BLOB = 128 << 10;

    @TempDir
    private Path folder;

    private final List<Options> options = new ArrayList<>();
    private final List<RocksDB> stores = new ArrayList<>();

    @BeforeEach
    void open() throws RocksDBException {
        RocksLibrary.load(folder);
        for (int store = 0; store < STORES; store++) {
            Options own = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
            new RocksMemory().setConfig("node-averages", own, Map.of());
            options.add(own);
            stores.add(RocksDB.open(own, folder.resolve("store-" + store).toString()));
        }
    }

    @AfterEach
    void close() {
        stores.forEach(RocksDB::close);
        options.forEach(Options::close);
    }

    @Test
    void isBoundedHoweverManyStoresThereAre() throws Exception {
        // When: 100 MB are written, a blob of a large run at a time, no faster than they can be written down
        byte[] blob = new byte[BLOB];
        for (int entry = 0; entry < ENTRIES; entry++) {
            for (RocksDB store : stores) {
                store.put(("run/" + entry).getBytes(UTF_8), blob);
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> store.getLongProperty("rocksdb.num-running-flushes") == 0
                                && store.getLongProperty("rocksdb.mem-table-flush-pending") == 0);
            }
        }

        // Then
        long buffers = 0;
        for (RocksDB store : stores) {
            buffers += store.getLongProperty("rocksdb.cur-size-all-mem-tables");
        }
        assertThat(buffers).as("in write buffers").isBetween((long) BLOB, RocksMemory.LIMIT);
        assertThat(RocksMemory.taken()).as("counted together").isBetween(buffers, RocksMemory.LIMIT);
    }
}
