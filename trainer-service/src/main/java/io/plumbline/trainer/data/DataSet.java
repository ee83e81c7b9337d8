package io.plumbline.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The examples of a run.
 *
 * @param name for people, for example {@code digits}
 * @param sha256 over the training part as it was read, before label noise and scaling, lower-case hexadecimal
 * @param training part to train on, without what is held out
 * @param test part to evaluate on, from which nothing is decided: the test or the validation part
 * @param scaling that both parts went through
 * @param encoding that features and classes of both parts went through, to be kept with what is learned from them
 */
public record DataSet(
        String name, String sha256, Examples training, Examples test, Scaling scaling, Encoding encoding) {

    private static final String DIGITS = "digits.csv.gz";

    /** Keeps the draws of the validation part apart from those of the test part by the same seed. */
    private static final long VALIDATION_STREAM = 0x76616C6964L;

    /**
     * Reads a set and scales it by what its training part shows.
     *
     * @throws DataException if a file is missing or malformed, in one sentence
     */
    public static DataSet load(DataSettings settings) {
        List<Table> parts = parts(settings, Optional.empty());
        Table training = parts.get(0);
        return scaled(settings, parts, scaling(settings, training));
    }

    /**
     * Reads a set and scales it as another was scaled, so that a trained network may judge it.
     *
     * @throws DataException if a file is missing or malformed, or the number of features differs
     */
    public static DataSet load(DataSettings settings, Scaling scaling) {
        return scaled(settings, parts(settings, Optional.empty()), scaling);
    }

    /**
     * Reads a set as another was read and scaled, so that a trained network may judge it: classes by their names,
     * columns by theirs where both files have names.
     *
     * @throws DataException if a file is missing or malformed, holds a class, category or column that the encoding does
     *     not, or the number of features differs
     */
    public static DataSet load(DataSettings settings, Encoding encoding, Scaling scaling) {
        return scaled(settings, parts(settings, Optional.of(encoding)), scaling);
    }

    private static DataSet scaled(DataSettings settings, List<Table> parts, Scaling scaling) {
        Table training = parts.get(0);
        Table test = parts.get(1);
        String sha256 = training.sha256();
        Table noisy = LabelNoise.on(training, settings.labelNoise(), settings.splitSeed());
        return new DataSet(
                settings.source().kind().spelling(),
                sha256,
                scaling.apply(noisy),
                scaling.apply(test),
                scaling,
                training.encoding());
    }

    private static Scaling scaling(DataSettings settings, Table training) {
        float most = settings.source().kind().most();
        boolean csv = Float.isNaN(most);
        return switch (settings.scaling()) {
            case AUTO -> csv ? Scaling.standard(training) : Scaling.byMost(training.features(), most);
            case UNIT -> csv ? Scaling.toUnit(training) : Scaling.byMost(training.features(), most);
            case STANDARD -> Scaling.standard(training);
        };
    }

    /** Returns the part to train on and the one to evaluate on. */
    private static List<Table> parts(DataSettings settings, Optional<Encoding> like) {
        List<Table> read = read(settings).stream()
                .map(table -> like.map(encoding -> table.classedLike(encoding, settings.source()))
                        .orElse(table))
                .toList();
        if (settings.validationShare() == 0) {
            return read;
        }
        List<Table> held = settings.split()
                .part(
                        read.get(0),
                        Part.VALIDATION,
                        settings.validationShare(),
                        settings.splitSeed() ^ VALIDATION_STREAM);
        return List.of(held.get(0), settings.evaluate() == Part.VALIDATION ? held.get(1) : read.get(1));
    }

    /** Returns training and test part, limited. */
    private static List<Table> read(DataSettings settings) {
        Path path = settings.source().path();
        return switch (settings.source().kind()) {
            case DIGITS -> split(digits(), settings);
            case CSV ->
                split(
                        DataFile.read(
                                path,
                                "one example a line",
                                in -> new Csv(path.toString(), named(settings.label())).read(in)),
                        settings);
            case MNIST, FASHION_MNIST -> {
                IdxFolder folder = new IdxFolder(path);
                yield own(folder::training, folder.test(testSize(settings)), settings);
            }
            case CIFAR10 -> {
                Cifar10 folder = new Cifar10(path);
                yield own(folder::training, folder.test(testSize(settings)), settings);
            }
        };
    }

    /** How much of a test part is read: where nothing is evaluated on it, one example tells that there is one. */
    private static int testSize(DataSettings settings) {
        return settings.evaluate() == Part.TEST ? settings.testSize() : 1;
    }

    private static Optional<String> named(String label) {
        return Optional.of(label).filter(name -> !name.isEmpty());
    }

    /** Reads the training part of a set that may have a test part of its own. */
    private static List<Table> own(Training training, Optional<Table> test, DataSettings settings) {
        if (test.isEmpty()) {
            return split(training.read(0), settings);
        }
        Table read = training.read(settings.trainSize());
        if (read.features() != test.get().features()) {
            throw new DataException(settings.source() + ": training examples have " + read.features()
                    + " features, test examples " + test.get().features());
        }
        return List.of(read, test.get());
    }

    private static List<Table> split(Table whole, DataSettings settings) {
        List<Table> parts = settings.split().part(whole, Part.TEST, settings.testShare(), settings.splitSeed());
        return List.of(parts.get(0).first(settings.trainSize()), parts.get(1).first(settings.testSize()));
    }

    private static Table digits() {
        try (InputStream in = DataSet.class.getResourceAsStream(DIGITS)) {
            return DataFile.read(DIGITS, in, "1,797 digits", plain -> new Csv(DIGITS, Optional.empty()).read(plain));
        } catch (IOException unreadable) {
            throw new DataException("the shipped " + DIGITS + " cannot be read", unreadable);
        }
    }

    /** Reads at most so many training examples; 0: all. */
    private interface Training {
        Table read(int limit);
    }
}
