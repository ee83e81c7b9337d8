package io.plumbline.report;

import io.plumbline.core.files.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them; a dash for what was not measured. */
public final class Figures {

    /** Shown where nothing was measured. */
    public static final String UNKNOWN = "–";

    private static final MathContext THREE_DIGITS = new MathContext(3);
    /** Outside of these limits, powers of ten read better than zeros. */
    private static final double SMALL = 1e-4;

    private static final double LARGE = 1e6;

    private Figures() {}

    /** Returns {@code value} with three significant digits. */
    public static String three(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? UNKNOWN : value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < SMALL || size >= LARGE)) {
            return minus(String.format(Locale.ROOT, "%.2e", value).replaceFirst("e([+-])0", "e$1"));
        }
        return minus(
                size >= 100
                        ? String.format(Locale.ROOT, "%.0f", value)
                        : new BigDecimal(value).round(THREE_DIGITS).toPlainString());
    }

    /** Returns a share as a percentage with one decimal. */
    public static String percent(double share) {
        return Double.isFinite(share) ? minus(String.format(Locale.ROOT, "%.1f %%", 100 * share)) : UNKNOWN;
    }

    /** Returns a whole number with separated thousands. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String milliseconds(double value) {
        return Double.isFinite(value) ? three(value) + " ms" : UNKNOWN;
    }

    static String seconds(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f s", value) : UNKNOWN;
    }

    /** Returns {@code value} with only the digits that it needs. */
    public static String plain(double value) {
        return Decimals.plain(value);
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
