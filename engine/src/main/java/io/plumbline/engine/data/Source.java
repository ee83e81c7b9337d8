package io.plumbline.engine.data;

import io.plumbline.core.files.Spelling;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Which data: a kind and, but for the shipped digits, where it lies.
 *
 * @param kind of the files
 * @param path folder or file; empty for the digits
 */
public record Source(Kind kind, Path path) {

    /** What people may write, for sentences. */
    public static final String FORMS =
            "digits, mnist=<folder>, fashion-mnist=<folder>, cifar10=<folder>, csv=<file> or text=<file>";

    /**
     * Reads what people write.
     *
     * @param text {@code digits}, {@code mnist=<folder>}, {@code csv=<file>} and the like
     * @throws IllegalArgumentException if it is none of {@link #FORMS}
     */
    public static Source parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String place = equals < 0 ? "" : text.substring(equals + 1).strip();
        return Spelling.find(Kind.class, name)
                .filter(kind -> place.isEmpty() == (kind == Kind.DIGITS))
                .map(kind -> new Source(kind, path(place)))
                .orElseThrow(() -> new IllegalArgumentException("data must be " + FORMS + ", was '" + text + "'"));
    }

    private static Path path(String place) {
        try {
            return Path.of(place);
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException("'" + place + "' is no path", malformed);
        }
    }

    /** Returns whether it is a text. */
    boolean isText() {
        return kind == Kind.TEXT;
    }

    /** Returns the same with an absolute path, which a network file can be read by from any folder. */
    public Source absolute() {
        return kind == Kind.DIGITS
                ? this
                : new Source(kind, path.toAbsolutePath().normalize());
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        return kind == Kind.DIGITS ? kind.spelling() : kind.spelling() + "=" + path;
    }

    /** What the files are. */
    public enum Kind {
        /** UCI's handwritten digits, 8 × 8 pixels of 0 to 16, shipped with the program. */
        DIGITS(16),
        /** MNIST in IDX files. */
        MNIST(255),
        /** Fashion-MNIST in IDX files. */
        FASHION_MNIST(255),
        /** CIFAR-10 in its binary form. */
        CIFAR10(255),
        /** Comma-separated values. */
        CSV(Float.NaN),
        /** A text of UTF-8. */
        TEXT(Float.NaN);

        private final float most;

        Kind(float most) {
            this.most = most;
        }

        /** Returns the greatest possible value, NaN where it is not known. */
        float most() {
            return most;
        }

        /** Returns the spelling in run descriptions, for example {@code fashion-mnist}. */
        public String spelling() {
            return Spelling.of(this);
        }
    }
}
