package io.plumbline.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One reading of a set: its files, its parts, what is held out, what stands for missing values. */
final class Loading {

    private static final String DIGITS = "digits.csv.gz";
    /** Its columns are pixels. */
    private static final Shape DIGIT = Shape.of(8, 8);

    /** Keeps the draws of the validation part apart from those of the test part by the same seed. */
    private static final long VALIDATION_STREAM = 0x76616C6964L;

    private final DataSettings settings;
    private final Optional<Encoding> like;
    private final LoadListener progress;

    /**
     * Prepares it.
     *
     * @param like how another set was read, where this one is to be read alike
     */
    Loading(DataSettings settings, Optional<Encoding> like, LoadListener progress) {
        this.settings = settings;
        this.like = like;
        this.progress = progress;
    }

    /** Returns the part to train on and the one to evaluate on, every value finite. */
    List<Table> parts() {
        List<Table> read = read();
        if (settings.validationShare() > 0) {
            List<Table> held = settings.split()
                    .part(
                            read.get(0),
                            Part.VALIDATION,
                            settings.validationShare(),
                            settings.splitSeed() ^ VALIDATION_STREAM);
            read = List.of(held.get(0), settings.evaluate() == Part.VALIDATION ? held.get(1) : read.get(1));
        }
        boolean filled =
                settings.source().kind() == Source.Kind.CSV && settings.csv().missing() == Missing.MEAN;
        return filled ? Means.fill(settings.source().toString(), read.get(0), read.get(1)) : read;
    }

    /** Returns training and test part, limited. */
    private List<Table> read() {
        Path path = settings.source().path();
        return switch (settings.source().kind()) {
            case DIGITS ->
                split(new Csv(DIGITS, new Digits(), CsvSettings.DEFAULT, LoadListener.NONE)
                        .read(like)
                        .shaped(DIGIT));
            case CSV -> split(new Csv(path.toString(), new CsvFile(path), settings.csv(), progress).read(like));
            case MNIST, FASHION_MNIST -> {
                IdxFolder folder = new IdxFolder(path, progress);
                yield own(folder::training, folder.test(testSize()));
            }
            case TEXT -> throw new IllegalStateException(path + " is read by TextLoading");
            case CIFAR10 -> {
                Cifar10 folder = new Cifar10(path, progress);
                yield own(folder::training, folder.test(testSize()));
            }
        };
    }

    /** How much of a test part is read: where nothing is evaluated on it, one example tells that there is one. */
    private int testSize() {
        return settings.evaluate() == Part.TEST ? settings.testSize() : 1;
    }

    /** Reads the training part of a set that may have a test part of its own. */
    private List<Table> own(Training training, Optional<Table> test) {
        if (test.isEmpty()) {
            return split(alike(training.read(0)));
        }
        Table read = training.read(settings.trainSize());
        if (read.features() != test.get().features()) {
            throw new DataException(settings.source() + ": training examples have " + read.features()
                    + " features, test examples " + test.get().features());
        }
        return List.of(alike(read), alike(test.get()));
    }

    private Table alike(Table read) {
        return like.map(encoding -> read.classedLike(encoding, settings.source()))
                .orElse(read);
    }

    private List<Table> split(Table whole) {
        List<Table> parts = settings.split().part(whole, Part.TEST, settings.testShare(), settings.splitSeed());
        return List.of(parts.get(0).first(settings.trainSize()), parts.get(1).first(settings.testSize()));
    }

    /** Reads at most so many training examples; 0: all. */
    private interface Training {
        Table read(int limit);
    }

    /** A file of the user's. */
    private record CsvFile(Path path) implements Csv.Opening {

        @Override
        public <T> T read(LoadListener heard, DataFile.Reader<T> reader) {
            return DataFile.read(path, "one example a line", heard, reader);
        }

        @Override
        public long size() {
            return DataFile.plainSize(path);
        }
    }

    /** The set that is shipped. */
    private record Digits() implements Csv.Opening {

        @Override
        public <T> T read(LoadListener heard, DataFile.Reader<T> reader) {
            try (InputStream in = Loading.class.getResourceAsStream(DIGITS)) {
                return DataFile.read(DIGITS, in, "1,797 digits", reader);
            } catch (IOException unreadable) {
                throw new DataException("the shipped " + DIGITS + " cannot be read", unreadable);
            }
        }
    }
}
