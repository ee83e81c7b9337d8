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

    /** Of a setting that need not be there. */
    static final Usual NONE = new Usual(basis -> null, "");

    private static final long WARM_UP = 100;
    /** By then the gradient says enough to rank nodes, and the price does not yet forbid to close them. */
    private static final long EARLY = 25;

    private static final long SOON = 200;

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

    /** Returns the default of whether the gate finds the density itself; records that do not say so followed a schedule. */
    static Usual selfTuned() {
        String words = "true where the policy can and `gate.final-density` is not given";
        return new Usual(Basis::selfTuned, basis -> false, words);
    }

    /** Returns the default of t_0. */
    static Usual warmUp() {
        return new Usual(Usual::firstDecision, "max(100, T/20); self-tuned 25");
    }

    /** Returns the default of t_1. */
    static Usual lastChange() {
        return new Usual(
                basis ->
                        Math.max(firstDecision(basis), basis.selfTuned() ? soon(basis) : basis.plannedSteps() * 3 / 10),
                "max(warm-up, 3T/10); self-tuned max(warm-up, min(T/2, 200))");
    }

    private static long firstDecision(Basis basis) {
        return basis.selfTuned() ? EARLY : Math.max(WARM_UP, basis.plannedSteps() / 20);
    }

    /** A gate that closes what it may at once has little to do after it. */
    private static long soon(Basis basis) {
        return Math.min(SOON, basis.plannedSteps() / 2);
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
