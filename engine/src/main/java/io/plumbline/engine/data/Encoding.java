package io.plumbline.engine.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How what stands in files became features and classes: all that it takes to read another file alike, so that a network
 * is judged by the names that it learned and not by the order in which a file happens to bring them. Immutable.
 *
 * @param columns of the features in their order; empty where a set has none that are named or coded (images)
 * @param means what stands for a missing value, one a feature; empty where none may be missing
 * @param classes their names in the order of their numbers, at least 2, each once; the empty name stands for a number
 *     that no example bore; of a text its tokens for people, some of which may be spelt alike
 * @param text how a text became tokens; empty where the set is none
 */
public record Encoding(List<Column> columns, List<Float> means, List<String> classes, Optional<TextEncoding> text) {

    /** Copies and checks the components. */
    public Encoding {
        columns = List.copyOf(columns);
        means = List.copyOf(means);
        classes = List.copyOf(classes);
        if (text.isPresent()) {
            int vocabulary = text.get().vocabulary();
            if (!columns.isEmpty() || !means.isEmpty() || classes.size() != vocabulary) {
                throw new IllegalArgumentException("a text has no columns, no means and " + vocabulary
                        + " classes, got " + columns + ", " + means + " and " + classes.size());
            }
        } else {
            requireTable(columns, means, classes);
        }
    }

    /** Makes the encoding of a set that is no text. */
    public Encoding(List<Column> columns, List<Float> means, List<String> classes) {
        this(columns, means, classes, Optional.empty());
    }

    private static void requireTable(List<Column> columns, List<Float> means, List<String> classes) {
        List<String> seen = classes.stream().filter(name -> !name.isEmpty()).toList();
        if (classes.size() < 2 || seen.stream().distinct().count() < seen.size()) {
            throw new IllegalArgumentException("classes must be at least 2 and differ, were " + classes);
        }
        int features = width(columns);
        if (!means.isEmpty() && means.size() != features) {
            throw new IllegalArgumentException(
                    "means must be as many as features, " + features + ", were " + means.size());
        }
        if (!means.stream().allMatch(Float::isFinite)) {
            throw new IllegalArgumentException("means must be finite, were " + means);
        }
    }

    /**
     * A column that is no class.
     *
     * @param name in the header; empty where it has none
     * @param categories of a text column, in the order of their features, each once; empty for a column of numbers
     */
    public record Column(String name, List<String> categories) {

        /** Copies and checks the components. */
        public Column {
            categories = List.copyOf(categories);
            if (categories.stream().distinct().count() < categories.size()) {
                throw new IllegalArgumentException(
                        "categories of column '" + name + "' must differ, were " + categories);
            }
        }

        /** Returns how many features it makes: one a category, one for a number. */
        public int width() {
            return Math.max(1, categories.size());
        }
    }

    /** Returns the encoding of a set whose features are plain and whose classes are named by their numbers. */
    public static Encoding ofNumbers(int classes) {
        return new Encoding(
                List.of(),
                List.of(),
                IntStream.range(0, classes).mapToObj(String::valueOf).toList());
    }

    /** Returns the encoding of a text. */
    static Encoding of(TextEncoding text) {
        return new Encoding(List.of(), List.of(), text.spellings(), Optional.of(text));
    }

    /**
     * Reads what {@link #json()} gives.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Encoding parse(String json) {
        return EncodingJson.parse(json);
    }

    /** Returns the text form, JSON on one line, for the network file. */
    public String json() {
        return EncodingJson.write(this);
    }

    /** Returns the number of a class, empty for a name that was not seen. */
    public OptionalInt classOf(String name) {
        int number = name.isEmpty() ? -1 : classes.indexOf(name);
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** Returns the refusal of classes, shown as they are in sentences, that have no number here. */
    DataException unknown(String source, String shown) {
        List<String> known = classes.stream().filter(name -> !name.isEmpty()).toList();
        return new DataException(source + " has the class " + shown
                + ", which the network was not trained on: expected one of " + String.join(", ", known));
    }

    /**
     * Checks that a network can be one of this encoding.
     *
     * @throws IllegalArgumentException if features or classes differ
     */
    public void requireFits(int features, int numberOfClasses) {
        int encoded = columns.isEmpty() ? features : width(columns);
        if (encoded != features || classes.size() != numberOfClasses) {
            throw new IllegalArgumentException("its encoding of the data has " + encoded + " features and "
                    + classes.size() + " classes, expected " + features + " and " + numberOfClasses);
        }
    }

    private static int width(List<Column> columns) {
        return columns.stream().mapToInt(Column::width).sum();
    }

    /** Returns the same encoding with what stands for missing values. */
    Encoding withMeans(List<Float> meansOfFeatures) {
        return new Encoding(columns, meansOfFeatures, classes);
    }
}
