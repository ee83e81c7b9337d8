package io.plumbline.engine.data;

import java.util.Locale;
import java.util.Set;

/** What a field of a CSV file may be: nothing, a plain decimal number, or text. */
final class CsvCell {

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "?");
    private static final int LONGEST_MISSING = 4;
    private static final int SHOWN = 40;
    /** Whole numbers up to here are the same in decimal and binary64. */
    private static final double WHOLE = 1e15;

    private CsvCell() {}

    static boolean isMissing(String cell) {
        return cell.length() <= LONGEST_MISSING && MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** Returns the number, ±∞ where it is beyond binary64, NaN where the field is no plain decimal number. */
    static double number(String cell) {
        if (!isPlain(cell)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException malformed) {
            return Double.NaN;
        }
    }

    /** Returns the number as binary32, rounded once; ±∞ and NaN as {@link #number} does. */
    static float value(String cell) {
        if (!isPlain(cell)) {
            return Float.NaN;
        }
        try {
            return Float.parseFloat(cell);
        } catch (NumberFormatException malformed) {
            return Float.NaN;
        }
    }

    /** What Java reads beyond this alphabet, such as {@code 1d}, {@code 0x1p3} or {@code Infinity}, is text to people. */
    private static boolean isPlain(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean plain = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Returns the one spelling of a number, so that 1, 1.0 and +1 are one class. */
    static String spelling(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < WHOLE;
        return whole ? String.valueOf((long) number) : String.valueOf(number);
    }

    /** Returns the field for a sentence: in quotes, cut if long, control characters spelt out. */
    static String shown(String cell) {
        StringBuilder shown = new StringBuilder("'");
        cell.codePoints().limit(SHOWN).forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.append(cell.codePointCount(0, cell.length()) > SHOWN ? "…'" : "'")
                .toString();
    }
}
