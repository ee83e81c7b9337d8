package io.plumbline.standalone;

import java.io.PrintWriter;
import java.util.Locale;

/** Ten lines per run, for where no terminal is: logs, pipes, continuous integration. */
final class PlainBar implements Bar {

    private static final int LINES = 10;

    private final PrintWriter out;
    private final String name;
    private final long steps;
    private long line;

    PlainBar(PrintWriter out, String name, long steps) {
        this.out = out;
        this.name = name;
        this.steps = steps;
    }

    @Override
    public void show(long step, RunState state) {
        long due = step * LINES / steps;
        if (due > line) {
            line = due;
            out.printf(Locale.ROOT, "%s  step %,d of %,d · %s%n", name, step, steps, state);
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
