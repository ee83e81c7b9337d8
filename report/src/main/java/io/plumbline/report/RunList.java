package io.plumbline.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.report.runlog.KnownRuns;
import io.plumbline.report.runlog.KnownRuns.KnownRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The runs of a log, a line each.
 *
 * @param known that are listed
 */
public record RunList(KnownRuns known) {

    /** Returns a table for a terminal. */
    public String text() {
        List<Table.Row> rows = known.runs().stream()
                .map(run -> new Table.Row(
                        run.run(),
                        List.of(
                                run.outcome().word(),
                                Figures.count(run.outcome().steps()) + " of "
                                        + Figures.count(run.outcome().planned()),
                                run.policy(),
                                begun(run))))
                .toList();
        return new Table(List.of("state", "steps", "policy", "begun"), rows, List.of()).text();
    }

    /** Returns an object with the array {@code known_runs} for scripts. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        var array = json.putArray("known_runs");
        known.runs()
                .forEach(run -> array.addObject()
                        .put("run", run.run())
                        .put("outcome", run.outcome().word())
                        .put("steps", run.outcome().steps())
                        .put("planned_steps", run.outcome().planned())
                        .put("policy", run.policy())
                        .put("begun", begun(run)));
        return json;
    }

    private static String begun(KnownRun run) {
        return Instant.ofEpochMilli(run.begunMs())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
