package io.plumbline.chaos;

import io.plumbline.chaos.RoundResult.Counts;
import io.plumbline.chaos.SuiteResult.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a suite found, as a table in Markdown: for the console, and for a document. */
final class Table {

    private final List<String> lines = new ArrayList<>(List.of("| what | found |", "| --- | --- |"));

    private Table(SuiteResult result) {
        row("processes killed by SIGKILL", figure(result.killed()) + ": " + byKind(result.kills()));
        row("paused for 1 to 40 s", byKind(result.pauses()));
        row("runs trained to their end", figure(result.runs()));
        row("records read, and copies written to mislead", figure(result.records()) + ", " + figure(result.copies()));
        row("steps", counts(result.steps()));
        row("decisions", counts(result.decisions()));
        row(
                "lockstep runs equal to undisturbed ones, bit for bit",
                figure(result.equal()) + " of " + figure(result.compared()));
        row("promises broken", figure(result.broken().size()));
        row("processes that ended by themselves and were started again", figure(result.failures()));
        row("until a killed trainer steps again", seconds(result.stepsAgainMs()));
        result.silenceMs()
                .forEach(
                        (kind, times) -> row("a run waits for its next decision, " + kind + " killed", seconds(times)));
        row("minutes, seed", figure(result.seconds() / 60) + ", " + result.seed());
    }

    /** Returns the table. */
    static String of(SuiteResult result) {
        return String.join(System.lineSeparator(), new Table(result).lines);
    }

    private void row(String what, String found) {
        lines.add("| " + what + " | " + found + " |");
    }

    private static String byKind(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + figure(count.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String counts(Counts counts) {
        String dropped = counts.dropped() == 0 ? "" : figure(counts.dropped()) + " dropped and counted, ";
        return figure(counts.due()) + " due: " + dropped + figure(counts.lost()) + " lost, " + figure(counts.doubled())
                + " doubled";
    }

    private static String seconds(Quantiles times) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f s, p99 %.1f s, longest %.1f s, of %d",
                times.p50() / 1000.0,
                times.p99() / 1000.0,
                times.max() / 1000.0,
                times.count());
    }

    private static String figure(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
