package io.plumbline.core.settings;

import io.plumbline.core.model.LayerKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A setting of the gate: one row of the one table that readers, writers, records on the wire and documents come from.
 *
 * @param key as people write it, behind {@code gate.}
 * @param kind of its values
 * @param range where a number must lie
 * @param choices what a text must be one of; empty: any
 * @param usual its default
 * @param meaning for people
 * @param value of some settings; null where they lack it
 */
public record SettingKey(
        String key,
        Kind kind,
        Range range,
        List<String> choices,
        Usual usual,
        String meaning,
        Function<GateSettings, Object> value) {

    /**
     * Every key that settings may have, in the order of the groups: {@link #ALL}, and behind a row that layers of a kind may
     * have their own value of, its keys for these.
     */
    public static final List<SettingKey> KEYS = SettingTable.rows();

    /** All settings but {@link OpenCounts}, which no single value tells: the keys that settings always have. */
    public static final List<SettingKey> ALL =
            KEYS.stream().filter(row -> !row.isOptional()).toList();

    private static final Map<String, SettingKey> BY_KEY =
            KEYS.stream().collect(Collectors.toUnmodifiableMap(SettingKey::key, row -> row));

    /** Key of whether the gate finds the density itself, which defaults of others depend on. */
    public static final String SELF_TUNED = "self-tuned";

    private static final long MOST = 1_000_000;

    /**
     * What defaults depend on.
     *
     * @param plannedSteps T, at least 1
     * @param selfTuned whether the gate finds the density itself
     */
    public record Basis(long plannedSteps, boolean selfTuned) {}

    /** What a value is. */
    public enum Kind {
        /** A real number: {@link Double}. */
        NUMBER,
        /** A whole number up to a million: {@link Long}. */
        COUNT,
        /** A number of steps: {@link Long}. */
        STEPS,
        /** Yes or no: {@link Boolean}. */
        FLAG,
        /** A word: {@link String}. */
        TEXT
    }

    /**
     * Returns the row of a key.
     *
     * @throws IllegalArgumentException if there is none, in one sentence
     */
    public static SettingKey named(String key) {
        SettingKey row = BY_KEY.get(key);
        if (row == null) {
            throw new IllegalArgumentException("gate." + key + " is no setting that this version knows");
        }
        return row;
    }

    /** Returns the key of a setting for layers of a kind, such as {@code floor-nodes.expert}. */
    static String ofKind(String key, LayerKind kind) {
        return key + "." + kind.spelling();
    }

    /** Returns the row of its values for layers of a kind, which settings may lack. */
    SettingKey ofKind(LayerKind of, Function<GateSettings, Object> own) {
        return new SettingKey(ofKind(key, of), kind, range, choices, Usual.NONE, meaning, own);
    }

    /** Returns whether settings may lack it. */
    boolean isOptional() {
        return usual.equals(Usual.NONE);
    }

    /** Returns what its values may be, in words, such as {@code a number above 0}. */
    public String expected() {
        return switch (kind) {
            case NUMBER -> ("a number " + range.words()).strip();
            case COUNT -> "a whole number " + range.words() + " and at most " + MOST;
            case STEPS -> "a whole number " + range.words();
            case FLAG -> "true or false";
            case TEXT -> choices.isEmpty() ? "a word" : String.join(" or ", choices);
        };
    }

    /**
     * Returns a number as the table keeps it.
     *
     * @throws IllegalArgumentException if it is not whole where it must be, in one sentence
     */
    public Object read(double number) {
        boolean whole = kind == Kind.COUNT || kind == Kind.STEPS;
        if (whole && number != (long) number) {
            throw new IllegalArgumentException("gate." + key + " must be " + expected() + ", was " + number);
        }
        return whole ? (Object) (long) number : (Object) number;
    }

    /** Returns a value as the table keeps it: whole numbers as {@link Long}, others as {@link Double}. */
    Object kept(Object given) {
        boolean whole = given instanceof Integer || given instanceof Long;
        if (whole && kind == Kind.NUMBER) {
            return ((Number) given).doubleValue();
        }
        return whole ? (Object) ((Number) given).longValue() : given;
    }

    /**
     * Returns a value that was checked.
     *
     * @throws IllegalArgumentException if it is not what is {@link #expected}, in one sentence
     */
    public Object checked(Object given) {
        check(given);
        return given;
    }

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException if it is not what is {@link #expected}, in one sentence
     */
    void check(Object given) {
        if (!holds(given)) {
            throw new IllegalArgumentException("gate." + key + " must be " + expected() + ", was " + given);
        }
    }

    private boolean holds(Object given) {
        return switch (kind) {
            case NUMBER -> given instanceof Double number && range.holds(number);
            case COUNT -> given instanceof Long number && range.holds(number) && number <= MOST;
            case STEPS -> given instanceof Long number && range.holds(number);
            case FLAG -> given instanceof Boolean;
            case TEXT ->
                given instanceof String text && !text.isBlank() && (choices.isEmpty() || choices.contains(text));
        };
    }

    /** Returns the row as a line of a Markdown table: key, default, range, meaning. */
    public String markdown() {
        String values = Stream.of("`gate." + key + "`", usual.words(), expected(), meaning)
                .collect(Collectors.joining(" | "));
        return "| " + values + " |";
    }
}
