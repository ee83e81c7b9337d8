package io.plumbline.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.report.runlog.KnownRuns;
import io.plumbline.report.runlog.KnownRuns.KnownRun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The runs of a log, a line each.
 *
 * @param known that are listed
 * @param nowMs to which their age is told, milliseconds since 1970
 */
public record RunList(KnownRuns known, long nowMs) {

    private static final double MS = 1e3;

    /** Returns a table for a terminal. */
    public String text() {
        List<Table.Row> rows = known.runs().stream()
                .map(run -> new Table.Row(
                        run.run(),
                        List.of(
                                run.outcome().word(),
                                String.valueOf(run.attempt()),
                                Figures.count(run.outcome().steps()) + " of "
                                        + Figures.count(run.outcome().planned()),
                                Figures.three(run.loss()),
                                run.policy(),
                                run.parent().isEmpty() ? "–" : run.parent(),
                                begun(run),
                                age(run))))
                .toList();
        return new Table(
                        List.of(
                                "state",
                                "attempt",
                                "steps",
                                "loss",
                                "policy",
                                "goes on from",
                                "begun",
                                "last heard of"),
                        rows,
                        List.of())
                .text();
    }

    /** Returns an object with the array {@code known_runs} for scripts. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        var array = json.putArray("known_runs");
        known.runs()
                .forEach(run -> array.addObject()
                        .put("run", run.run())
                        .put("parent", SummaryJson.parent(run.parent()))
                        .put("outcome", run.outcome().word())
                        .put("steps", run.outcome().steps())
                        .put("planned_steps", run.outcome().planned())
                        .put("policy", run.policy())
                        .put("begun", begun(run))
                        .put("attempt", run.attempt())
                        .put("loss", Double.isFinite(run.loss()) ? (Double) run.loss() : null)
                        .put("age_seconds", Math.max(0, nowMs - run.saidMs()) / MS));
        return json;
    }

    private String age(KnownRun run) {
        Duration age = Duration.ofMillis(Math.max(0, nowMs - run.saidMs()));
        if (age.toMinutes() < 1) {
            return age.toSeconds() + " s ago";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min ago";
        }
        return age.toDays() < 1 ? age.toHours() + " h ago" : age.toDays() + " d ago";
    }

    private static String begun(KnownRun run) {
        return Instant.ofEpochMilli(run.begunMs())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
