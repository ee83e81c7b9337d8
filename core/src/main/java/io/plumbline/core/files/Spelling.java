package io.plumbline.core.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Constants as words of settings, records and labels: {@code GATE_CURVATURE} is written {@code gate-curvature}. */
public final class Spelling {

    private Spelling() {}

    /** Returns the word of a constant. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the words of all constants, in their order. */
    public static List<String> all(Class<? extends Enum<?>> type) {
        return Stream.of(type.getEnumConstants()).map(Spelling::of).toList();
    }

    /** Returns the constant that is written so, if any is. */
    public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(each -> of(each).equals(word))
                .findFirst();
    }

    /**
     * Returns the constant that is written so.
     *
     * @param what names the constants in the message, for example {@code activation}
     * @throws IllegalArgumentException if none is, in one sentence that lists the words
     */
    public static <E extends Enum<E>> E constant(Class<E> type, String what, String word) {
        return find(type, word)
                .orElseThrow(() -> new IllegalArgumentException(
                        what + " '" + word + "' is not one of " + String.join(", ", all(type))));
    }
}
