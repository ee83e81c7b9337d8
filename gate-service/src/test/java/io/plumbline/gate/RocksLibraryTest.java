package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.LRUCache;

/** The library is loaded once in a process, so each case is a process of its own. */
class RocksLibraryTest {

    @TempDir
    private Path folder;

    @Test
    void isLoadedFromTheStateDirectoryWhereTheFolderForTemporaryFilesIsOfNoUse() throws Exception {
        assertThat(outcome(folder.toString())).contains("a cache of 1024 bytes");
    }

    @Test
    void cannotBeLoadedWhereBothAreOfNoUse() throws Exception {
        assertThat(outcome(folder.resolve("nowhere").toString())).doesNotContain("a cache of");
    }

    private String outcome(String stateDirectory) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder.resolve("nowhere"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RocksLibraryTest.class.getName(),
                        stateDirectory)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    /** Loads the library and uses it. */
    public static void main(String[] args) {
        RocksLibrary.load(Path.of(args[0]));
        long size = 1024;
        try (LRUCache cache = new LRUCache(size)) {
            System.out.println("a cache of " + size + " bytes, " + cache.getUsage() + " in use");
        }
    }
}
