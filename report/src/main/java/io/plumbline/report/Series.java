package io.plumbline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.report.runlog.AveragedSummary;
import io.plumbline.report.runlog.Masks;
import io.plumbline.report.runlog.PruningSummary;
import io.plumbline.report.runlog.RunHistory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The curves of a report as JSON: per run, columns over steps. What was not measured is null. */
final class Series {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Series() {}

    static ArrayNode of(List<RunHistory> histories) {
        ArrayNode runs = JSON.arrayNode();
        String part =
                EvaluatedPart.ofAll(histories.stream().map(RunHistory::manifest).toList());
        List<String> names = Names.of(histories);
        for (int r = 0; r < histories.size(); r++) {
            runs.add(of(histories.get(r)).put("name", names.get(r)).put("part_of_all", part));
        }
        return runs;
    }

    private static ObjectNode of(RunHistory history) {
        ObjectNode run = JSON.objectNode();
        run.put("part", EvaluatedPart.of(history.manifest()));
        run.set("evaluations", evaluations(history.evaluations()));
        run.set("conditions", conditions(history));
        run.put("prediction", Prediction.of(history).sentence());
        run.set("masks", masks(history));
        run.set("prunings", column(PruningSummary.steps(history), Long::doubleValue));
        return run;
    }

    private static ObjectNode evaluations(List<Evaluation> evaluations) {
        ObjectNode columns = JSON.objectNode();
        columns.set("step", column(evaluations, Evaluation::getStep));
        columns.set("training", column(evaluations, Evaluation::getTrainingLoss));
        columns.set("test", column(evaluations, Evaluation::getTestLoss));
        columns.set("averaged", column(evaluations, at -> AveragedSummary.of(at).testLoss()));
        columns.set("gap", column(evaluations, at -> at.getTestLoss() - at.getTrainingLoss()));
        return columns;
    }

    private static ObjectNode conditions(RunHistory history) {
        List<Condition> conditions = history.conditions();
        Prediction prediction = Prediction.of(history);
        ObjectNode columns = JSON.objectNode();
        columns.set("step", column(conditions, Condition::getStep));
        columns.set("lambda", column(conditions, Condition::getLambda));
        columns.set("mu", column(conditions, Condition::getMuPl));
        columns.set("kappa", column(conditions, Condition::getKappa));
        columns.set("gap", column(conditions, Condition::getMeasuredGap));
        columns.set("predicted", column(conditions, prediction::at));
        return columns;
    }

    /** Open nodes of every layer from step 0 on and from every step on at which another mask came into force. */
    private static ObjectNode masks(RunHistory history) {
        var shapes = Masks.of(history).overSteps();
        ObjectNode masks = JSON.objectNode();
        masks.set("step", column(List.copyOf(shapes.keySet()), Long::doubleValue));
        ArrayNode layers = masks.putArray("layers");
        for (int l = 0; l < history.manifest().getRangesCount(); l++) {
            int layer = l;
            layers.addObject()
                    .put("name", history.manifest().getRanges(l).getName())
                    .set(
                            "open",
                            column(
                                    List.copyOf(shapes.values()),
                                    shape -> shape.get(layer).open()));
        }
        return masks;
    }

    private static <T> ArrayNode column(List<T> rows, ToDoubleFunction<T> value) {
        ArrayNode column = JSON.arrayNode(rows.size());
        for (T row : rows) {
            double y = value.applyAsDouble(row);
            if (Double.isFinite(y)) {
                column.add(y);
            } else {
                column.addNull();
            }
        }
        return column;
    }
}
