package io.plumbline.engine.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    /** A file whose class column has a name. */
    static DataSettings csv(String source, String label) {
        return csv(source, new CsvSettings(label, Separator.AUTO, Missing.REFUSE, Categories.REFUSE));
    }

    static DataSettings csv(String source, CsvSettings csv) {
        DataSettings of = of(source);
        return new DataSettings(
                of.source(),
                0,
                0,
                of.testShare(),
                of.split(),
                1,
                csv,
                TextSettings.DEFAULT,
                Scaling.Kind.AUTO,
                0,
                0,
                Part.TEST,
                Augmentation.NONE);
    }

    /** Reads the text of a file whole, before it is parted. */
    static Table table(String text, CsvSettings csv) {
        return table(text, csv, Optional.empty());
    }

    static Table table(String text, CsvSettings csv, Optional<Encoding> like) {
        return new Csv("table.csv", opening(text.getBytes(StandardCharsets.UTF_8)), csv, LoadListener.NONE).read(like);
    }

    static Csv.Opening opening(byte[] bytes) {
        return new Csv.Opening() {
            @Override
            public <T> T read(LoadListener heard, DataFile.Reader<T> reader) {
                return DataFile.read("table.csv", new ByteArrayInputStream(bytes), "one example a line", reader);
            }
        };
    }
}
