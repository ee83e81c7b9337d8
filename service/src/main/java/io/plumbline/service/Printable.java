package io.plumbline.service;

import java.util.function.IntPredicate;

/**
 * Text from outside (names, reasons, values that somebody gave) as it may be shown: what would steer a terminal, break a
 * line or turn the reading direction is written out, {@code \\n} or {@code \\u001b}. Within JSON texts these are escapes
 * that mean the same.
 */
public final class Printable {

    /** Joins letters of some scripts and pictures; alone they do nothing. */
    private static final int NON_JOINER = 0x200C;

    private static final int JOINER = 0x200D;
    private static final int TAB = 9;
    private static final int NEW_LINE = 10;
    private static final int RETURN = 13;
    private static final String ESCAPE = "\\u%04x";

    private Printable() {}

    /** Returns a text for one line: no character of it ends the line. */
    public static String line(String text) {
        return escaped(text, Printable::isHarmful);
    }

    /** Returns a text whose ends of lines are meant as such. */
    public static String lines(String text) {
        return escaped(text.replace("\r\n", "\n"), c -> c != NEW_LINE && isHarmful(c));
    }

    private static String escaped(String text, IntPredicate harmful) {
        if (text.codePoints().noneMatch(harmful)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (harmful.test(c)) {
                shown.append(escape(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Controls, among them ESC, DEL and C1; ends of lines; marks of direction and other format; half characters. */
    private static boolean isHarmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> c != NON_JOINER && c != JOINER;
            default -> false;
        };
    }

    private static String escape(int c) {
        return switch (c) {
            case TAB -> "\\t";
            case NEW_LINE -> "\\n";
            case RETURN -> "\\r";
            default ->
                Character.isBmpCodePoint(c)
                        ? ESCAPE.formatted(c)
                        : ESCAPE.formatted((int) Character.highSurrogate(c))
                                + ESCAPE.formatted((int) Character.lowSurrogate(c));
        };
    }
}
