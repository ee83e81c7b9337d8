package io.plumbline.cli;

import io.plumbline.service.Printable;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command prints: answers go to standard output, where scripts read; progress and messages go to standard error.
 * Control characters are escaped on both.
 *
 * @param out for answers
 * @param err for progress and messages
 * @param terminal whether standard error is a terminal, on which a bar can be drawn over itself
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal) {

    /** Set by the launcher, which can ask the shell. */
    private static final String TERMINAL = "plumbline.terminal";

    static Console of(CommandSpec spec) {
        return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), Boolean.getBoolean(TERMINAL));
    }

    void answer(String text) {
        out.println(Printable.lines(text));
        out.flush();
    }

    void say(String sentence) {
        err.println(Printable.lines(sentence));
        err.flush();
    }

    Bar bar(String name, long steps) {
        return bar(name, "step", steps);
    }

    Bar bar(String name, String unit, long all) {
        return terminal ? new TerminalBar(name, unit, all) : new PlainBar(err, name, unit, all);
    }
}
