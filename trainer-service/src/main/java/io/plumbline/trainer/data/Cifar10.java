package io.plumbline.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads CIFAR-10 in its binary form from a folder: records of one label byte and 3,072 pixels (red, green, blue planes of
 * 32 × 32). Training part: {@code data_batch_1.bin} … or {@code train*.bin}; test part: {@code test*.bin}; each with or
 * without {@code .gz}. Source: Krizhevsky (2009), binary version.
 */
final class Cifar10 {

    static final int FEATURES = 3 * 32 * 32;
    static final int CLASSES = 10;
    private static final int RECORD = 1 + FEATURES;
    private static final Pattern TRAINING = Pattern.compile("(data_batch_\\d+|train\\w*)\\.bin(\\.gz)?");
    private static final Pattern TEST = Pattern.compile("test\\w*\\.bin(\\.gz)?");

    private final Path folder;

    Cifar10(Path folder) {
        this.folder = folder;
    }

    Table training(int limit) {
        return part(TRAINING, limit)
                .orElseThrow(() -> new DataException(folder
                        + " holds no data_batch_1.bin or train.bin, plain or .gz: expected CIFAR-10's binary files"));
    }

    Optional<Table> test(int limit) {
        return part(TEST, limit);
    }

    private Optional<Table> part(Pattern names, int limit) {
        List<Path> files = DataFile.matching(folder, names);
        requireOnce(files);
        List<byte[]> records = new ArrayList<>();
        for (Path file : files) {
            DataFile.read(file, "CIFAR-10 records of " + RECORD + " bytes", in -> read(file, in, limit, records));
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(table(files.get(0), records));
    }

    private void requireOnce(List<Path> files) {
        for (int i = 1; i < files.size(); i++) {
            String before = files.get(i - 1).getFileName().toString();
            if (files.get(i).getFileName().toString().equals(before + ".gz")) {
                throw new DataException(folder + " holds both " + before + " and " + before + ".gz: expected one");
            }
        }
    }

    private static int read(Path file, InputStream in, int limit, List<byte[]> records) throws IOException {
        int before = records.size();
        while (limit == 0 || records.size() < limit) {
            byte[] one = in.readNBytes(RECORD);
            int number = records.size() - before + 1;
            if (one.length == 0) {
                break;
            }
            if (one.length < RECORD) {
                throw new DataException(
                        file + " is truncated: record " + number + " has " + one.length + " bytes, expected " + RECORD);
            }
            if (one[0] < 0 || one[0] >= CLASSES) {
                throw new DataException(
                        file + ": label of record " + number + " is " + (one[0] & 0xff) + ", expected 0 to 9");
            }
            records.add(one);
        }
        if (records.isEmpty()) {
            throw new DataException(file + " is empty, expected CIFAR-10 records of " + RECORD + " bytes");
        }
        return records.size();
    }

    private static Table table(Path file, List<byte[]> records) {
        float[] values = Pixels.allocate(file, records.size(), FEATURES);
        int[] labels = new int[records.size()];
        Arrays.setAll(labels, i -> records.get(i)[0]);
        for (int i = 0; i < records.size(); i++) {
            Pixels.spread(records.get(i), 1, values, i * FEATURES);
        }
        return new Table(values, labels, FEATURES, CLASSES);
    }
}
