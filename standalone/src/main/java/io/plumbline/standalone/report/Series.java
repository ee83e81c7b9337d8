package io.plumbline.standalone.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.protocol.Evaluations;
import io.plumbline.protocol.v1.Compacted;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.LayerCondition;
import io.plumbline.protocol.v1.LayerRange;
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
        histories.forEach(history -> runs.add(of(history).put("part_of_all", part)));
        return runs;
    }

    private static ObjectNode of(RunHistory history) {
        ObjectNode run = JSON.objectNode();
        run.put("name", history.policy());
        run.put("part", EvaluatedPart.of(history.manifest()));
        run.set("evaluations", evaluations(history.evaluations()));
        run.set("conditions", conditions(history.conditions()));
        run.set("layers", layers(history));
        run.set("compactions", column(history.compactions(), Compacted::getStep));
        return run;
    }

    private static ObjectNode evaluations(List<Evaluation> evaluations) {
        ObjectNode columns = JSON.objectNode();
        columns.set("step", column(evaluations, Evaluation::getStep));
        columns.set("training", column(evaluations, Evaluation::getTrainingLoss));
        columns.set("test", column(evaluations, Evaluation::getTestLoss));
        columns.set("gap", column(evaluations, at -> Evaluations.gap(at).loss()));
        return columns;
    }

    private static ObjectNode conditions(List<Condition> conditions) {
        ObjectNode columns = JSON.objectNode();
        columns.set("step", column(conditions, Condition::getStep));
        columns.set("lambda", column(conditions, Condition::getLambda));
        columns.set("mu", column(conditions, Condition::getMuPl));
        columns.set("kappa", column(conditions, Condition::getKappa));
        columns.set("gap", column(conditions, Condition::getMeasuredGap));
        columns.set("predicted", column(conditions, Condition::getPredictedGap));
        return columns;
    }

    private static ArrayNode layers(RunHistory history) {
        ArrayNode layers = JSON.arrayNode();
        for (LayerRange range : history.manifest().getLayersList()) {
            ObjectNode layer = JSON.objectNode();
            layer.put("name", range.getName());
            layer.put("nodes", range.getNodes());
            layer.set("open", column(history.conditions(), at -> open(at, range.getName())));
            layers.add(layer);
        }
        return layers;
    }

    private static double open(Condition condition, String layer) {
        return condition.getLayersList().stream()
                .filter(at -> at.getLayer().equals(layer))
                .mapToDouble(LayerCondition::getOpen)
                .findFirst()
                .orElse(Double.NaN);
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
