package io.plumbline.trainer.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small data files, sound and broken. */
final class DataFiles {

    private DataFiles() {}

    static byte[] idx(int... integersThenBytes) {
        return idx(4, integersThenBytes);
    }

    /** The first {@code integers} values as 32-bit numbers, the others as bytes. */
    static byte[] idx(int integers, int[] values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int i = 0; i < values.length; i++) {
                if (i < integers) {
                    out.writeInt(values[i]);
                } else {
                    out.writeByte(values[i]);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] labels(int... labels) {
        int[] all = new int[labels.length + 2];
        all[0] = 2049;
        all[1] = labels.length;
        System.arraycopy(labels, 0, all, 2, labels.length);
        return idx(2, all);
    }

    static Path plain(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    static Path gzip(Path folder, String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
        return file;
    }

    static DataSettings of(String source) {
        return DataSettings.of(Source.parse(source));
    }
}
