package io.plumbline.service;

import java.util.function.IntPredicate;

/**
 * Text from outside (names, reasons, given values) made safe to show: characters that control a terminal, break a line
 * or change the reading direction are escaped, {@code \\n} or {@code \\u001b}. In JSON texts these escapes mean the
 * same characters.
 */
public final class Printable {

    /** Joiners of letters in some scripts and of pictures; alone they do nothing. */
    private static final int NON_JOINER = 0x200C;

    private static final int JOINER = 0x200D;
    private static final int TAB = 9;
    private static final int NEW_LINE = 10;
    private static final int RETURN = 13;
    private static final String ESCAPE = "\\u%04x";

    private Printable() {}

    /** Returns a text for one line: line ends are escaped, too. */
    public static String line(String text) {
        return escaped(text, Printable::isHarmful);
    }

    /** Returns a text of several lines: line ends stay. */
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
