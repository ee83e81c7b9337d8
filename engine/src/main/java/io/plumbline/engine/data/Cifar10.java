package io.plumbline.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads CIFAR-10 in its binary form from a folder: records of one label byte and 3,072 pixels (red, green, blue planes of
 * 32 × 32). Training part: {@code data_batch_1.bin} … without a gap, or one {@code train*.bin}; test part: one
 * {@code test*.bin}; each with or without {@code .gz}. Source: Krizhevsky (2009), binary version.
 */
final class Cifar10 {

    private static final Shape PLANES = Shape.of(3, 32, 32);
    static final int FEATURES = PLANES.size();
    static final int CLASSES = 10;
    private static final int RECORD = 1 + FEATURES;
    private static final Pattern BATCH = Pattern.compile("data_batch_(\\d{1,9})\\.bin(\\.gz)?");
    private static final Pattern TRAINING = Pattern.compile("train\\w*\\.bin(\\.gz)?");
    private static final Pattern TEST = Pattern.compile("test\\w*\\.bin(\\.gz)?");

    private final Path folder;
    private final LoadListener progress;

    Cifar10(Path folder, LoadListener progress) {
        this.folder = folder;
        this.progress = progress;
    }

    Table training(int limit) {
        List<Path> batches = batches();
        List<Path> whole = one(TRAINING, "file of training examples");
        if (batches.isEmpty() && whole.isEmpty()) {
            throw new DataException(
                    folder + " holds no data_batch_1.bin or train.bin, plain or .gz: expected CIFAR-10's binary files");
        }
        if (!batches.isEmpty() && !whole.isEmpty()) {
            throw new DataException(folder + " holds both " + batches.get(0).getFileName() + " and "
                    + whole.get(0).getFileName() + ": expected either batches or one file of training examples");
        }
        return read(batches.isEmpty() ? whole : batches, limit);
    }

    Optional<Table> test(int limit) {
        List<Path> files = one(TEST, "file of test examples");
        return files.isEmpty() ? Optional.empty() : Optional.of(read(files, limit));
    }

    /** Returns the batches by number: each once, none left out. */
    private List<Path> batches() {
        List<Path> files = new ArrayList<>(DataFile.matching(folder, BATCH));
        files.sort(Comparator.comparingInt(Cifar10::number));
        for (int i = 0; i < files.size(); i++) {
            int number = number(files.get(i));
            if (i > 0 && number == number(files.get(i - 1))) {
                throw both(files.get(i - 1), files.get(i), "file of batch " + number);
            }
            if (number != i + 1) {
                throw new DataException(folder + " holds " + files.get(i).getFileName() + " but no data_batch_"
                        + (i + 1) + ".bin: expected batches numbered from 1 without a gap");
            }
        }
        return files;
    }

    private static int number(Path file) {
        Matcher matcher = BATCH.matcher(file.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(file + " is no batch");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private List<Path> one(Pattern name, String what) {
        List<Path> files = DataFile.matching(folder, name);
        if (files.size() > 1) {
            throw both(files.get(0), files.get(1), what);
        }
        return files;
    }

    private DataException both(Path first, Path second, String what) {
        return new DataException(folder + " holds both " + first.getFileName() + " and " + second.getFileName()
                + ": expected one " + what);
    }

    private Table read(List<Path> files, int limit) {
        long bytes = 0;
        for (Path file : files) {
            bytes += size(file);
        }
        long count = limit == 0 ? bytes / RECORD : Math.min(limit, bytes / RECORD);
        Heap.require(folder + " holds", count, FEATURES, 1);
        List<byte[]> records = new ArrayList<>();
        for (Path file : files) {
            DataFile.read(
                    file, "CIFAR-10 records of " + RECORD + " bytes", progress, in -> read(file, in, limit, records));
        }
        return table(records);
    }

    /** Returns the bytes of a file that is not compressed, 0 for any other. Records of CIFAR-100 begin with two labels. */
    private static long size(Path file) {
        long size = DataFile.plainSize(file);
        if (size > 0 && size % (RECORD + 1) == 0 && size % RECORD > 0) {
            throw new DataException(file + " has records of " + (RECORD + 1)
                    + " bytes, as those of CIFAR-100 do: expected " + "CIFAR-10, whose records have " + RECORD);
        }
        return size;
    }

    private static int read(Path file, InputStream in, int limit, List<byte[]> records) throws IOException {
        int number = 0;
        // The first is looked at in any case: an empty file is damage wherever the limit lies.
        while (number == 0 || limit == 0 || records.size() < limit) {
            byte[] one = in.readNBytes(RECORD);
            if (one.length == 0) {
                break;
            }
            number++;
            requireSound(file, one, number);
            if (limit == 0 || records.size() < limit) {
                records.add(one);
            }
        }
        if (number == 0) {
            throw new DataException(file + " is empty, expected CIFAR-10 records of " + RECORD + " bytes");
        }
        return number;
    }

    private static void requireSound(Path file, byte[] one, int number) {
        if (one.length < RECORD) {
            throw new DataException(
                    file + " is truncated: record " + number + " has " + one.length + " bytes, expected " + RECORD);
        }
        if (one[0] < 0 || one[0] >= CLASSES) {
            throw new DataException(
                    file + ": label of record " + number + " is " + (one[0] & 0xff) + ", expected 0 to 9");
        }
    }

    private static Table table(List<byte[]> records) {
        int[] labels = new int[records.size()];
        Arrays.setAll(labels, i -> records.get(i)[0]);
        return new Table(new Numbers.Bytes(records.toArray(byte[][]::new), 1), labels, PLANES, CLASSES);
    }
}
