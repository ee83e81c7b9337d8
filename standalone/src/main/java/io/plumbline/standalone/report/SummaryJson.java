package io.plumbline.standalone.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.protocol.v1.RunEvent;

/** A run's summary for scripts. Keys are stable; times say their unit. */
final class SummaryJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SummaryJson() {}

    static ObjectNode of(RunHistory history) {
        RunSummary run = RunSummary.of(history);
        ObjectNode json = JSON.objectNode();
        json.put("run", run.run());
        json.put("policy", run.policy());
        json.put("outcome", outcome(history));
        json.put("steps", run.steps());
        number(json, "training_seconds", run.seconds());
        number(json, "training_loss", run.trainingLoss());
        number(json, "training_accuracy", run.trainingAccuracy());
        json.put("evaluated_part", EvaluatedPart.of(history.manifest()));
        number(json, "test_loss", run.testLoss());
        number(json, "test_accuracy", run.testAccuracy());
        number(json, "convergence_gap", run.convergenceGap());
        number(json, "generalization_gap", run.generalizationGap());
        number(json, "kappa_first", run.kappaFirst());
        number(json, "kappa_last", run.kappaLast());
        number(json, "density", run.density());
        json.set("layers", layers(run));
        json.put("decisions", run.decisions());
        json.put("mask_changes", run.changes());
        json.put("rollbacks", run.rollbacks());
        json.put("compactions", run.smaller().compactions());
        json.put("parameters", run.smaller().parameters());
        number(json, "cost", run.smaller().cost());
        number(json, "step_ms_before_compaction", run.smaller().stepMsBefore());
        number(json, "step_ms_after_compaction", run.smaller().stepMsAfter());
        json.set("loss_reached", reached(history));
        json.set("decision_latency", latency(run.decided()));
        json.set("mask_latency", latency(run.seen()));
        number(json, "statistics_share", run.statisticsShare());
        json.put("dropped_steps", run.dropped());
        return json;
    }

    private static String outcome(RunHistory history) {
        return switch (history.ending().map(RunEvent::getEventCase).orElse(RunEvent.EventCase.EVENT_NOT_SET)) {
            case FINISHED -> "finished";
            case FAILED -> "failed";
            case DIVERGED -> "diverged";
            case STOPPED -> "stopped";
            default -> "running";
        };
    }

    private static void number(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        } else {
            json.putNull(key);
        }
    }

    private static ArrayNode layers(RunSummary run) {
        ArrayNode layers = JSON.arrayNode();
        for (LayerDensity layer : run.layers()) {
            layers.addObject()
                    .put("layer", layer.layer())
                    .put("nodes", layer.nodes())
                    .put("open", layer.open());
        }
        return layers;
    }

    private static ArrayNode reached(RunHistory history) {
        ArrayNode reached = JSON.arrayNode();
        for (double target : LossReached.TARGETS) {
            LossReached.in(history, target)
                    .ifPresent(at -> reached.addObject()
                            .put("training_loss", at.target())
                            .put("step", at.step())
                            .put("seconds", at.seconds()));
        }
        return reached;
    }

    private static ObjectNode latency(Latency latency) {
        ObjectNode json = JSON.objectNode();
        json.put("count", latency.count());
        number(json, "p50_ms", latency.p50());
        number(json, "p99_ms", latency.p99());
        return json;
    }
}
