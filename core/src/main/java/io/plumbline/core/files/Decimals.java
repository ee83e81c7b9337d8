package io.plumbline.core.files;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Numbers as people write them, in plain decimals: {@code 12}, {@code -3}, {@code 1_000}, {@code 0.5}, {@code 1e-3}.
 * Java's own parsers accept more than that: {@code 1d}, {@code 0x1p3}, {@code NaN}, digits of other scripts.
 */
public final class Decimals {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+(_[0-9]+)*");
    private static final Pattern REAL = Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Decimals() {}

    /**
     * Returns a whole number; underscores may stand between digits.
     *
     * @throws NumberFormatException if the text is no such number, or the number is beyond 64 bits
     */
    public static long whole(String text) {
        require(WHOLE, text);
        return Long.parseLong(text.replace("_", ""));
    }

    /**
     * Returns a number; infinite if it is too large for a double.
     *
     * @throws NumberFormatException if the text is no such number
     */
    public static double real(String text) {
        require(REAL, text);
        return Double.parseDouble(text);
    }

    /** Returns a finite number as people write it: no exponent, and no zeros behind its last digit. */
    public static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static void require(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw new NumberFormatException("no plain decimal number: " + text);
        }
    }
}
