package io.plumbline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/**
 * What a directory holds, links not followed.
 *
 * @param bytes of its files; without Kafka's indexes, which a running broker keeps ten million bytes long and empty
 * @param lastWrittenMs when the last of its files was written, milliseconds since 1970
 */
record DiskSize(long bytes, long lastWrittenMs) {

    private static final double STEP = 1000;

    static DiskSize of(Path directory) {
        Counting counting = new Counting();
        try {
            Files.walkFileTree(directory, counting);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new DiskSize(counting.bytes, counting.lastWrittenMs);
    }

    /** Returns the size as people say it, such as {@code 330 MB}. */
    String said() {
        return said(bytes);
    }

    static String said(long bytes) {
        double size = bytes;
        String unit = "B";
        for (String larger : new String[] {"KB", "MB", "GB", "TB"}) {
            if (size >= STEP - 0.5) {
                size /= STEP;
                unit = larger;
            }
        }
        return String.format(Locale.ROOT, size >= 10 || unit.equals("B") ? "%.0f %s" : "%.1f %s", size, unit);
    }

    /** Adds up. */
    private static final class Counting extends SimpleFileVisitor<Path> {

        private long bytes;
        private long lastWrittenMs;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.toString();
            if (attributes.isRegularFile() && !name.endsWith(".index") && !name.endsWith(".timeindex")) {
                bytes += attributes.size();
                lastWrittenMs =
                        Math.max(lastWrittenMs, attributes.lastModifiedTime().toMillis());
            }
            return FileVisitResult.CONTINUE;
        }

        /** A running broker removes files while they are counted. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failed;
        }
    }
}
