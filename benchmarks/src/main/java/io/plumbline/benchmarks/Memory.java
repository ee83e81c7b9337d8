package io.plumbline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process holds.
 *
 * @param heap bytes of Java's heap in use, garbage included unless a collection was just made
 * @param resident bytes that lie in memory, the native library's included
 */
record Memory(long heap, long resident) {

    static final Memory NONE = new Memory(0, 0);

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Returns that of now; Linux alone tells what is resident. */
    static Memory now() {
        return new Memory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), residentNow());
    }

    /** Returns that of now, after a collection. */
    static Memory live() {
        System.gc();
        return now();
    }

    /** Returns the larger of both, each part for itself. */
    Memory max(Memory other) {
        return new Memory(Math.max(heap, other.heap), Math.max(resident, other.resident));
    }

    private static long residentNow() {
        try {
            Matcher line = RESIDENT.matcher(Files.readString(STATUS));
            if (!line.find()) {
                throw new IllegalStateException(STATUS + " does not say VmRSS");
            }
            return 1024 * Long.parseLong(line.group(1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(STATUS + " is read on Linux alone", unreadable);
        }
    }
}
