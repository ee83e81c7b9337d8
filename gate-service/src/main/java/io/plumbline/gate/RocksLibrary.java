package io.plumbline.gate;

import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the library of RocksDB from the state directory, which is there and can be written. By itself RocksDB unpacks
 * it into the folder for temporary files, from which no program may run where containers are locked down.
 */
final class RocksLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(RocksLibrary.class);

    private RocksLibrary() {}

    /** Loads it, once in a process. Where that fails RocksDB tries its own way, and says what is wrong. */
    static void load(Path folder) {
        try {
            NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
        } catch (IOException | LinkageError refused) {
            LOG.info("the library of RocksDB is not loaded from {}: {}", folder, refused.toString());
        }
    }
}
