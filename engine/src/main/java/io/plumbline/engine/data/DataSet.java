package io.plumbline.engine.data;

import java.util.List;
import java.util.Optional;

/**
 * The examples of a run.
 *
 * @param name for people, for example {@code digits}
 * @param sha256 over the training part as it was read, before label noise and scaling, lower-case hexadecimal; of a text over all of
 *     that part in UTF-8, before it is cut into windows
 * @param training part to train on, without what is held out
 * @param test part to evaluate on, from which nothing is decided: the test or the validation part
 * @param scaling that both parts went through
 * @param encoding that features and classes of both parts went through, to be kept with what is learned from them
 */
public record DataSet(
        String name, String sha256, Examples training, Examples test, Scaling scaling, Encoding encoding) {

    /**
     * Reads a set and scales it by what its training part shows.
     *
     * @throws DataException if a file is missing or malformed, in one sentence
     */
    public static DataSet load(DataSettings settings) {
        return load(settings, LoadListener.NONE);
    }

    /** Reads a set as {@link #load(DataSettings)} does; the listener hears how far it is. */
    public static DataSet load(DataSettings settings, LoadListener progress) {
        return load(settings, Optional.empty(), Optional.empty(), progress);
    }

    /**
     * Reads a set and scales it as another was scaled; its classes are numbered anew.
     *
     * @throws DataException if a file is missing or malformed, or the number of features differs
     */
    public static DataSet load(DataSettings settings, Scaling scaling) {
        return load(settings, Optional.empty(), Optional.of(scaling), LoadListener.NONE);
    }

    /**
     * Reads a set as another was read and scaled, so that a trained network may judge it: classes by their names,
     * columns by theirs where both files have names.
     *
     * @throws DataException if a file is missing or malformed, holds a class, category or column that the encoding does
     *     not, or the number of features differs
     */
    public static DataSet load(DataSettings settings, Encoding encoding, Scaling scaling) {
        return load(settings, Optional.of(encoding), Optional.of(scaling), LoadListener.NONE);
    }

    private static DataSet load(
            DataSettings settings, Optional<Encoding> encoding, Optional<Scaling> scaling, LoadListener progress) {
        try {
            if (settings.isText()) {
                return new TextLoading(settings, encoding, progress).dataSet().scaledLike(settings, scaling);
            }
            encoding.ifPresent(known -> requireNoText(settings, known));
            List<Table> parts = new Loading(settings, encoding, progress).parts();
            return scaled(settings, parts, scaling.orElseGet(() -> scaling(settings, parts.get(0))));
        } catch (OutOfMemoryError full) {
            throw Heap.full(settings.source().toString(), full);
        }
    }

    /** Returns what is told of a text, see {@link TextEncoding#unit}; empty for examples. */
    public String unit() {
        return encoding.text().map(TextEncoding::unit).orElse("");
    }

    private static void requireNoText(DataSettings settings, Encoding encoding) {
        if (encoding.text().isPresent()) {
            throw new DataException(
                    settings.source() + " is no text, but the network was trained on one: expected text=<file>");
        }
    }

    /** Returns this text, if another that was scaled so was one of such windows: tokens are never scaled. */
    private DataSet scaledLike(DataSettings settings, Optional<Scaling> other) {
        if (other.isPresent() && (!other.get().isIdentity() || other.get().features() != scaling.features())) {
            throw new DataException(settings.source() + " is a text of windows of " + scaling.features()
                    + " tokens, but the network was trained on " + other.get().features()
                    + (other.get().isIdentity() ? "" : " scaled") + " features: expected such data");
        }
        return this;
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
            case AUTO -> csv ? Scaling.standard(training) : Scaling.divideByMaximum(training.features(), most);
            case UNIT -> csv ? Scaling.toUnit(training) : Scaling.divideByMaximum(training.features(), most);
            case STANDARD -> Scaling.standard(training);
            case CHANNEL -> Scaling.standardOfPlanes(training);
        };
    }
}
