package io.plumbline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.report.runlog.AveragedSummary;
import io.plumbline.report.runlog.ChangeOutcome;
import io.plumbline.report.runlog.Latencies;
import io.plumbline.report.runlog.Latency;
import io.plumbline.report.runlog.LayerDensity;
import io.plumbline.report.runlog.LossReached;
import io.plumbline.report.runlog.MaskCounts;
import io.plumbline.report.runlog.Masks;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.RunSummary;

/** A run's summary for scripts. Keys are stable; times say their unit. */
final class SummaryJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SummaryJson() {}

    static ObjectNode of(RunHistory history) {
        RunSummary run = RunSummary.of(history);
        ObjectNode json = JSON.objectNode();
        json.put("run", run.run());
        json.put("parent", parent(run.parent()));
        json.put("policy", run.policy());
        json.put("outcome", run.outcome().word());
        json.put("reason", OutcomeText.reason(run.outcome()));
        json.put("steps", run.outcome().steps());
        json.put("planned_steps", run.outcome().planned());
        json.put("evaluated_at", run.evaluatedAt());
        number(json, "training_seconds", run.seconds());
        number(json, "training_loss", run.trainingLoss());
        number(json, "training_accuracy", run.trainingAccuracy());
        json.put("evaluated_part", EvaluatedPart.of(history.manifest()));
        number(json, "test_loss", run.testLoss());
        number(json, "test_accuracy", run.testAccuracy());
        measures(json, Unit.of(history.manifest().getData().getUnit()), run);
        averaged(json, run.averaged());
        number(json, "convergence_gap", run.convergenceGap());
        number(json, "generalization_gap", run.generalizationGap());
        conditions(json, run);
        number(json, "density", run.density());
        json.set("layers", layers(run));
        masks(json, run.masks());
        json.set("rejections", rejections(history));
        json.put("prunings", run.smaller().prunings());
        json.put("parameters", run.smaller().parameters());
        number(json, "cost", run.smaller().cost());
        number(json, "step_ms_before_pruning", run.smaller().stepMsBefore());
        number(json, "step_ms_after_pruning", run.smaller().stepMsAfter());
        json.set("loss_reached", reached(history));
        json.set("decision_latency", latency(run.latencies().decision(), Latencies.DECISION));
        json.set("decision_seen", latency(run.latencies().seen(), Latencies.SEEN));
        json.set("gate_latency", latency(run.latencies().gate(), Latencies.GATE));
        number(json, "statistics_share", run.statisticsShare());
        json.put("dropped_steps", run.dropped());
        return json;
    }

    /** What is said of texts beside their loss. */
    private static void measures(ObjectNode json, Unit unit, RunSummary run) {
        if (unit != Unit.EXAMPLE) {
            number(json, "training_" + unit.measureKey(), unit.measure(run.trainingLoss()));
            number(json, "test_" + unit.measureKey(), unit.measure(run.testLoss()));
        }
    }

    private static void conditions(ObjectNode json, RunSummary run) {
        number(json, "kappa_first", run.kappaFirst());
        number(json, "kappa_last", run.kappaLast());
        number(json, "kappa_gated_last", run.gatedKappaLast());
        count(json, "convergence_violations", run.violations());
    }

    /** Null where there is none. */
    static String parent(String parent) {
        return parent.isEmpty() ? null : parent;
    }

    private static void averaged(ObjectNode json, AveragedSummary averaged) {
        number(json, "averaged_training_loss", averaged.trainingLoss());
        number(json, "averaged_training_accuracy", averaged.trainingAccuracy());
        number(json, "averaged_test_loss", averaged.testLoss());
        number(json, "averaged_test_accuracy", averaged.testAccuracy());
    }

    private static void masks(ObjectNode json, MaskCounts masks) {
        json.put("decisions", masks.decisions());
        json.put("decisions_after_the_end", masks.late());
        json.put("undecided_steps", masks.undecided());
        json.put("mask_changes", masks.changes());
        json.put("nodes_closed", masks.closed());
        json.put("nodes_opened", masks.opened());
        json.put("rollbacks", masks.rollbacks());
        json.put("changes_rejected", masks.rejected());
        json.put("changes_never_applied", masks.unanswered());
    }

    private static ArrayNode rejections(RunHistory history) {
        ArrayNode rejections = JSON.arrayNode();
        for (ChangeOutcome outcome : Masks.of(history).of(ChangeOutcome.Kind.REJECTED)) {
            rejections
                    .addObject()
                    .put("version", outcome.change().getVersion())
                    .put("step", outcome.step())
                    .put("reason", outcome.reason());
        }
        return rejections;
    }

    private static void number(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        } else {
            json.putNull(key);
        }
    }

    private static void count(ObjectNode json, String key, double value) {
        if (Double.isNaN(value)) {
            json.putNull(key);
        } else {
            json.put(key, (long) value);
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

    private static ObjectNode latency(Latency latency, String definition) {
        ObjectNode json = JSON.objectNode();
        json.put("definition", definition);
        json.put("count", latency.count());
        number(json, "p50_ms", latency.p50());
        number(json, "p99_ms", latency.p99());
        return json;
    }
}
