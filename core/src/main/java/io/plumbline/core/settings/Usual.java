package io.plumbline.core.settings;

import io.plumbline.core.settings.SettingKey.Basis;
import java.util.function.Function;

/**
 * The default of a setting.
 *
 * @param of a run
 * @param absent value in a record that lacks the setting: what was done before there was it
 * @param words for people
 */
public record Usual(Function<Basis, Object> of, Function<Basis, Object> absent, String words) {

    Usual(Function<Basis, Object> of, String words) {
        this(of, of, words);
    }

    static Usual always(Object value) {
        return new Usual(basis -> value, words(value));
    }

    /** Returns a default that differs where the gate finds the density itself. */
    static Usual byTuning(Object scheduled, Object selfTuned) {
        String words = words(scheduled) + "; self-tuned " + words(selfTuned);
        return new Usual(basis -> basis.selfTuned() ? selfTuned : scheduled, words);
    }

    /** Returns the same default, which older records did not act by. */
    Usual introduced(Object before) {
        return new Usual(of, basis -> before, words);
    }

    private static String words(Object value) {
        if (value instanceof String) {
            return "`" + value + "`";
        }
        boolean whole = value instanceof Double number && number == Math.rint(number);
        return whole ? Long.toString(((Double) value).longValue()) : value.toString();
    }
}
