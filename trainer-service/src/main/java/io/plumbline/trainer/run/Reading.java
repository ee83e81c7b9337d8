package io.plumbline.trainer.run;

import io.plumbline.core.files.Decimals;
import io.plumbline.core.files.Spelling;
import io.plumbline.core.settings.Range;
import io.plumbline.service.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads what {@link Configuration} has no method for, in the same way: a bad value is noted and the default returned.
 */
final class Reading {

    private final Configuration configuration;

    Reading(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Returns a finite number of the range, or the default. */
    double real(String key, Range range, double defaultValue) {
        return parsed(key, "a number " + range.words(), text -> real(text, range))
                .orElse(defaultValue);
    }

    /** Returns comma-separated numbers of the range, or the default. */
    List<Double> reals(String key, Range range, List<Double> defaultValue) {
        return parsed(key, "comma-separated numbers, each " + range.words(), text -> {
                    List<Double> numbers = new ArrayList<>();
                    for (String part : parts(text)) {
                        numbers.add(real(part, range));
                    }
                    return numbers;
                })
                .orElse(defaultValue);
    }

    /** Returns comma-separated whole numbers from 1 to {@code most}, or the default. */
    List<Integer> integers(String key, int most, List<Integer> defaultValue) {
        return parsed(key, "comma-separated whole numbers from 1 to " + most, text -> {
                    List<Integer> numbers = new ArrayList<>();
                    for (String part : parts(text)) {
                        long number = Decimals.whole(part);
                        if (number < 1 || number > most) {
                            throw new IllegalArgumentException();
                        }
                        numbers.add((int) number);
                    }
                    return numbers;
                })
                .orElse(defaultValue);
    }

    /** Returns what the parser makes of a text, if one was given; its refusal becomes a sentence. */
    <T> Optional<T> parsed(String key, String expected, Function<String, T> parse) {
        return configuration.optional(key).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text.strip()));
            } catch (IllegalArgumentException refused) {
                configuration.reject(key + " must be " + expected + ", was '" + text + "'");
                return Optional.empty();
            }
        });
    }

    /** Returns what the supplier builds; its refusal is noted, so that the reading can go on with the fallback. */
    <T> T built(Supplier<T> supplier, Supplier<T> fallback) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException refused) {
            configuration.reject(refused.getMessage());
            return fallback.get();
        }
    }

    /** Makes a check; its refusal is noted. */
    void require(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException refused) {
            configuration.reject(refused.getMessage());
        }
    }

    /** Returns the constant that a text spells, or the default. */
    <E extends Enum<E>> E constant(Class<E> type, String key, E defaultValue) {
        String chosen = configuration.choice(key, Spelling.all(type), Spelling.of(defaultValue));
        return Spelling.constant(type, key, chosen);
    }

    /**
     * Returns what {@code true} or {@code false} says.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
        }
        return text.equals("true");
    }

    private static double real(String text, Range range) {
        double number = Decimals.real(text);
        if (!range.holds(number)) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static String[] parts(String text) {
        return text.split("\\s*,\\s*", -1);
    }
}
