package io.plumbline.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Ten lines in all, where there is no terminal: logs, pipes, continuous integration. */
final class PlainBar implements Bar {

    private static final int LINES = 10;

    private final PrintWriter out;
    private final String name;
    private final String unit;
    private final long steps;
    private long line;

    /**
     * Makes the bar.
     *
     * @param unit what is counted, such as step
     * @param steps how many there are, at least 1
     */
    PlainBar(PrintWriter out, String name, String unit, long steps) {
        this.out = out;
        this.name = name;
        this.unit = unit;
        this.steps = steps;
    }

    @Override
    public void show(long step, Object state) {
        long due = step * LINES / steps;
        if (due > line) {
            line = due;
            out.printf(Locale.ROOT, "%s  %s %,d of %,d%s%n", name, unit, step, steps, after(state));
        }
    }

    private static String after(Object state) {
        String text = state.toString();
        return text.isEmpty() ? "" : " · " + text;
    }

    @Override
    public void close() {
        out.flush();
    }
}
