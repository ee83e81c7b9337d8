package io.plumbline.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.experiments.Result.Evaluated;
import io.plumbline.experiments.statistics.MedianInterval;
import java.util.List;

/** Findings for scripts. Keys are stable; what was missed or not measured is null. */
final class FindingsJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FindingsJson() {}

    static ObjectNode of(Findings findings) {
        Plan plan = findings.plan();
        ObjectNode json = JSON.objectNode();
        json.put("plan", plan.name());
        ArrayNode conclusions = json.putArray("verdicts");
        findings.conclusions().forEach(conclusions::add);
        json.put("software", findings.planData().software());
        json.putObject("data")
                .put("name", findings.planData().data())
                .put("sha256", findings.planData().sha256())
                .put("training_examples", findings.planData().trainingExamples())
                .put(plan.part() + "_examples", findings.planData().testExamples());
        json.put("subject", plan.subject());
        json.set("targets", numbers(plan.targets()));
        json.set("seeds", JSON.pojoNode(plan.seeds()));
        json.set("tuning_seeds", JSON.pojoNode(plan.tuningSeeds()));
        json.set("base", JSON.pojoNode(plan.base().values()));
        json.put("evaluated_on", plan.part());
        json.set("methods", methods(findings));
        ArrayNode metrics = json.putArray("metrics");
        findings.metrics().forEach(metric -> metrics.add(metric(metric)));
        ArrayNode theory = json.putArray("theory");
        findings.theory().forEach(row -> theory.add(theory(row)));
        return json;
    }

    /** Returns the methods with choices and curves: what the page draws. */
    static ArrayNode methods(Findings findings) {
        ArrayNode methods = JSON.arrayNode();
        findings.methods()
                .forEach(method -> methods.add(method(method, findings.plan().part())));
        return methods;
    }

    private static ObjectNode method(MethodFindings method, String part) {
        ObjectNode json = JSON.objectNode();
        json.put("name", method.name());
        Method ofPlan = method.tuned().method();
        if (!ofPlan.differs().isEmpty()) {
            json.put("variant_of", ofPlan.base()).set("differs", JSON.pojoNode(ofPlan.differs()));
        }
        json.put("diverged", method.diverged());
        Candidate chosen = method.tuned().chosen();
        json.set("chosen", candidate(chosen));
        ArrayNode tried = json.putArray("tried");
        for (Tuned.Tried one : method.tuned().tried()) {
            ObjectNode node = candidate(one.candidate());
            number(node, "steps", one.medianSteps());
            number(node, "work", one.medianWork());
            node.put("seeds", one.seeds()).put("reached", one.reached()).put("diverged", one.diverged());
            number(node, "held_out_loss", one.heldOutLoss());
            tried.add(node);
        }
        curves(json, method, part);
        PruningFindings prunings = method.prunings();
        ObjectNode pruned = json.putObject("prunings").put("runs", prunings.runs());
        number(pruned, "count", prunings.count());
        number(pruned, "first_step", prunings.firstStep());
        number(pruned, "cost_after_last", prunings.costAfter());
        ArrayNode runs = json.putArray("runs");
        method.runs().forEach(run -> runs.add(run.key()));
        return json;
    }

    private static void curves(ObjectNode json, MethodFindings method, String part) {
        Curves curves = method.curves();
        json.putObject("evaluations")
                .<ObjectNode>set("step", JSON.pojoNode(curves.steps()))
                .<ObjectNode>set("equivalents", numbers(curves.equivalents()))
                .<ObjectNode>set("training", numbers(curves.training()))
                .<ObjectNode>set(part, numbers(curves.test()))
                .<ObjectNode>set("accuracy", numbers(curves.accuracy()));
        json.putObject("conditions")
                .<ObjectNode>set("step", JSON.pojoNode(curves.probes()))
                .<ObjectNode>set("kappa", numbers(curves.kappa()));
        ObjectNode times = json.putObject("times");
        times.set("training", time(TimeCurve.of(method.timed(), Evaluated::trainingLoss), "loss"));
        times.set(part, time(TimeCurve.of(method.timed(), Evaluated::testError), "error"));
    }

    private static ObjectNode time(TimeCurve curve, String of) {
        ObjectNode json = JSON.objectNode();
        json.set("seconds", numbers(curve.seconds()));
        json.set(of, numbers(curve.levels()));
        return json;
    }

    private static ObjectNode candidate(Candidate candidate) {
        ObjectNode json = JSON.objectNode().put("learning_rate", candidate.learningRate());
        candidate.options().forEach(json::put);
        return json;
    }

    private static ObjectNode metric(MetricFindings found) {
        ObjectNode json = JSON.objectNode();
        Metric metric = found.metric();
        json.put("id", metric.id()).put("label", metric.label()).put("unit", metric.unit());
        json.put("better", metric.lowerIsBetter() ? "lower" : "higher");
        json.put("effect", metric.effect() == Metric.Effect.RATIO ? "ratio" : "difference");
        ArrayNode rows = json.putArray("methods");
        for (MetricFindings.Row row : found.rows()) {
            ObjectNode node = interval(row.median()).put("method", row.method());
            node.put("reached", row.reached()).put("seeds", row.values().length);
            ArrayNode values = node.putArray("values");
            for (double value : row.values()) {
                add(values, value);
            }
            row.versus().ifPresent(versus -> node.set("subject_versus", versus(versus)));
            rows.add(node);
        }
        return json;
    }

    private static ObjectNode versus(Versus versus) {
        ObjectNode json = interval(versus.effect());
        json.put("better", versus.better()).put("worse", versus.worse());
        json.put("pairs", versus.test().pairs()).put("w", versus.test().statistic());
        number(json, "p", versus.test().p());
        number(json, "p_holm", versus.adjusted());
        return json;
    }

    private static ObjectNode theory(Theory row) {
        ObjectNode json = JSON.objectNode().put("method", row.method());
        json.put("contractions", row.contractions());
        number(json, "contraction_rho", row.contractionRho());
        number(json, "contraction_ratio", row.contractionRatio());
        number(json, "violations", row.violations());
        json.put("steps_left", row.stepsLeft());
        number(json, "steps_left_rho", row.stepsLeftRho());
        number(json, "steps_per_unit", row.stepsPerUnit());
        return json;
    }

    private static ObjectNode interval(MedianInterval interval) {
        ObjectNode json = JSON.objectNode();
        number(json, "median", interval.median());
        number(json, "low", interval.low());
        number(json, "high", interval.high());
        return json;
    }

    private static void number(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        } else {
            json.putNull(key);
        }
    }

    private static ArrayNode numbers(List<Double> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(value -> add(array, value));
        return array;
    }

    private static void add(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(value);
        } else {
            array.addNull();
        }
    }
}
