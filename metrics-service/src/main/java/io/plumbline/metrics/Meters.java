package io.plumbline.metrics;

import static io.plumbline.metrics.RunMeter.counter;
import static io.plumbline.metrics.RunMeter.gauge;

import io.plumbline.core.conditioning.LayerCondition;
import io.plumbline.core.model.Density;
import io.plumbline.protocol.ConditionCodec;
import io.plumbline.protocol.Evaluations;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All meters of runs: name, kind, labels, help. Labels are run, layer, direction, outcome and state, and nothing else: no
 * node, no step, no batch. Losses and gaps are in nats, times in seconds, shares are ratios from 0 to 1. A value that is
 * not known is NaN here, and has no series; an infinite one is exported.
 *
 * <p>What holds between them, once a run's topics are read to one point:
 *
 * <ul>
 *   <li>{@code plumbline_mask_acks_total}, applied + rejected ≤ {@code plumbline_mask_decisions_total}, changed
 *   <li>{@code plumbline_mask_acks_total}, applied ≥ {@code plumbline_decision_latency_seconds_count}; less where a gate came
 *       back so late that the trainer no longer knew when it had handed the statistics over
 *   <li>{@code plumbline_mask_rollbacks_total} ≤ {@code plumbline_mask_decisions_total}, changed
 *   <li>{@code plumbline_mask_version} ≤ {@code plumbline_mask_version_decided}
 *   <li>{@code plumbline_open_nodes} = Σ {@code plumbline_layer_open_nodes} ≤ {@code plumbline_nodes}
 *   <li>{@code plumbline_layer_nodes} − {@code plumbline_layer_open_nodes} = {@code plumbline_mask_changes_total}, closed
 *       − opened, where every decided change was applied
 *   <li>{@code plumbline_generalization_gap_nats} = {@code plumbline_test_loss_nats} −
 *       {@code plumbline_training_loss_nats}
 *   <li>{@code plumbline_condition_number} = {@code plumbline_smoothness} / {@code plumbline_pl_constant}
 *   <li>of every run, exactly one {@code plumbline_run_state} is 1
 * </ul>
 *
 * <p>Those of prunings: {@link PruningMeters}. Those of plan and work: {@link PlanMeters}. Those of averaged weights: {@link AverageMeters}. Those of the service itself and what holds between them: {@link OwnMeters}.
 */
final class Meters {

    static final String LATENCY = "plumbline_decision_latency_seconds";
    static final String LATENCY_HELP =
            "Time from statistics of a decision step handed over to mask in force, by the trainer's clock; applied only.";
    static final String SEEN = "plumbline_decision_seen_seconds";
    static final String SEEN_HELP =
            "Time from statistics of a decision step handed over to change read, by the trainer's clock; applied only.";
    static final String CHANGES = "plumbline_mask_changes";

    static final List<RunMeter> OF_RUNS = List.of(
            // Training
            evaluated("plumbline_training_loss_nats", "Mean loss on the training part.", Evaluation::getTrainingLoss),
            evaluated("plumbline_test_loss_nats", "Mean loss on the test part.", Evaluation::getTestLoss),
            evaluated(
                    "plumbline_training_error_ratio",
                    "Share of wrong examples of the training part.",
                    Evaluation::getTrainingError),
            evaluated("plumbline_test_error_ratio", "Share of wrong examples of the test part.", Meters::testError),
            evaluated("plumbline_evaluation_step", "Step of the latest evaluation.", Evaluation::getStep),
            progressing("plumbline_batch_loss_nats", "Loss of the latest batch that was told of.", Progress::getLoss),
            progressing("plumbline_step_seconds", "Time of a training step.", p -> p.getStepMs() / 1000),
            progressing(
                    "plumbline_step_statistics_seconds",
                    "Time that a training step spends in statistics.",
                    p -> p.getStatisticsMs() / 1000),
            progressing("plumbline_publish_queue_steps", "Steps that wait to be published.", Progress::getQueue),
            counter(
                    "plumbline_steps_dropped",
                    "Steps whose statistics were dropped, queue full.",
                    view -> view.training().isProgressing()
                            ? view.training().progress().getDropped()
                            : Double.NaN),
            gauge(
                    "plumbline_last_step",
                    "Latest step that anything was said of.",
                    view -> view.training().hasStep() ? view.training().last().step() : Double.NaN),
            gauge(
                    "plumbline_last_step_timestamp_seconds",
                    "When the latest step was first spoken of, by the trainer's clock: stands still while it does.",
                    view -> view.training().hasStep() ? view.training().lastMs() / 1000.0 : Double.NaN),
            gauge(
                    "plumbline_planned_steps",
                    "Steps of the whole run.",
                    view -> view.facts().plannedSteps()),
            gauge(
                    "plumbline_attempt",
                    "Attempt of the run: 1, and one more at every resume.",
                    view -> view.facts().attempt()),
            // Gaps
            conditioned(
                    "plumbline_convergence_gap_nats",
                    "Averaged training loss above its lower bound, measured.",
                    Condition::getMeasuredGap),
            conditioned(
                    "plumbline_convergence_gap_predicted_nats",
                    "Convergence gap that the PL constant predicts; an upper bound where the violations stand still.",
                    Condition::getPredictedGap),
            conditioned(
                    "plumbline_contraction_ratio",
                    "Mean factor per step by which the convergence gap shrinks, predicted.",
                    Condition::getContraction),
            counter(
                    "plumbline_convergence_violations",
                    "Steps at which the gap fell by less than predicted.",
                    view -> view.conditioning().isKnown()
                            ? view.conditioning().latest().getViolations()
                            : Double.NaN),
            evaluated(
                    "plumbline_generalization_gap_nats",
                    "Test minus training loss, same step and mask.",
                    e -> Evaluations.gap(e).loss()),
            evaluated(
                    "plumbline_generalization_gap_error_ratio",
                    "Test minus training error, same step and mask.",
                    e -> Evaluations.gap(e).error()),
            conditioned(
                    "plumbline_stability_indicator_nats",
                    "Stability coefficient beside the generalization gap: an indicator, no bound.",
                    Condition::getStability),
            // Conditioning
            conditioned(
                    "plumbline_smoothness",
                    "Top eigenvalue lambda of the Gauss-Newton operator.",
                    Condition::getLambda),
            conditioned(
                    "plumbline_pl_constant",
                    "Local PL constant mu_PL, squared gradient norm over twice the gap.",
                    Condition::getMuPl),
            conditioned(
                    "plumbline_residual_rayleigh",
                    "mu_R, squared gradient norm over mean squared residual.",
                    Condition::getMuR),
            conditioned("plumbline_condition_number", "kappa, smoothness over PL constant.", Condition::getKappa),
            conditioned(
                    "plumbline_condition_number_gated",
                    "kappa of what nodes own, ungated parameters left out.",
                    condition -> LayerCondition.gatedKappa(ConditionCodec.layers(condition))),
            conditioned(
                    "plumbline_eigen_residual_ratio",
                    "How far the top eigenvector is from one; above 0.1 no decision.",
                    Condition::getEigenResidual),
            conditioned("plumbline_condition_step", "Step of the latest condition.", Condition::getStep),
            // Masks
            gauge(
                    "plumbline_nodes",
                    "Nodes of all gated layers.",
                    view -> view.facts().layers().nodes()),
            gauge(
                    "plumbline_open_nodes",
                    "Open nodes of the mask in force.",
                    view -> view.mask().map(mask -> (double) mask.total()).orElse(Double.NaN)),
            gauge(
                    "plumbline_density_ratio",
                    "Cost of an example with the open nodes over that with all, fixed work left out.",
                    view -> view.mask()
                            .map(mask -> mask.density(Density.of(view.facts().architecture())))
                            .orElse(Double.NaN)),
            gauge(
                    "plumbline_target_density_ratio",
                    "Density that the schedule of the latest change aimed at.",
                    view -> view.decisions().decided() > 0
                            ? view.decisions().change().getTargetDensity()
                            : Double.NaN),
            gauge("plumbline_mask_version", "Version of the mask in force; 0: all open.", RunView::maskVersion),
            gauge(
                    "plumbline_mask_version_decided",
                    "Latest version that was decided.",
                    view -> Math.max(view.decisions().decided(), view.maskVersion())),
            counter(
                    "plumbline_mask_rollbacks",
                    "Mask changes that took an earlier one back.",
                    view -> view.decisions().rollbacks()));

    static final List<LabelledMeter> BY_LABEL = List.of(
            LabelledMeter.condition(
                    "plumbline_layer_smoothness",
                    "Share of lambda of a layer's nodes, or of ungated parameters.",
                    LayerCondition::lambda),
            LabelledMeter.condition(
                    "plumbline_layer_pl_constant",
                    "Share of mu_PL of a layer's nodes, or of ungated parameters.",
                    LayerCondition::muPl),
            LabelledMeter.condition(
                    "plumbline_layer_condition_number",
                    "kappa of a layer's nodes, or of ungated parameters.",
                    LayerCondition::kappa),
            LabelledMeter.mask("plumbline_layer_nodes", "Nodes of a layer.", (open, nodes) -> nodes),
            LabelledMeter.mask(
                    "plumbline_layer_open_nodes", "Open nodes of a layer, mask in force.", (open, nodes) -> open),
            LabelledMeter.mask(
                    "plumbline_layer_density_ratio",
                    "Open nodes over nodes of a layer, mask in force.",
                    (open, nodes) -> (double) open / nodes),
            LabelledMeter.counter(
                    CHANGES,
                    "Nodes that decisions closed or opened.",
                    List.of("layer", "kind", "direction"),
                    Meters::changes),
            LabelledMeter.counter(
                    "plumbline_mask_decisions",
                    "Decisions, by whether they changed the mask.",
                    List.of("outcome"),
                    view -> Map.of(
                            List.of("changed"), (double) view.decisions().changed(),
                            List.of("unchanged"),
                                    (double) view.decisions().unchanged().total())),
            LabelledMeter.counter(
                    "plumbline_mask_acks",
                    "Mask changes that the trainer applied or rejected.",
                    List.of("outcome"),
                    view -> Map.of(
                            List.of("applied"), (double) view.acks().applied(),
                            List.of("rejected"), (double) view.acks().rejected().total())),
            new LabelledMeter(
                    "plumbline_run_state",
                    false,
                    "1 for the state that a run is in, else 0.",
                    List.of("state"),
                    Meters::states));

    private Meters() {}

    private static RunMeter evaluated(String name, String help, ToDoubleFunction<Evaluation> value) {
        return gauge(
                name,
                help,
                view -> view.training().isEvaluated()
                        ? value.applyAsDouble(view.training().evaluation())
                        : Double.NaN);
    }

    private static RunMeter progressing(String name, String help, ToDoubleFunction<Progress> value) {
        return gauge(
                name,
                help,
                view -> view.training().isProgressing()
                        ? value.applyAsDouble(view.training().progress())
                        : Double.NaN);
    }

    private static RunMeter conditioned(String name, String help, ToDoubleFunction<Condition> value) {
        return gauge(
                name,
                help,
                view -> view.conditioning().isKnown()
                        ? value.applyAsDouble(view.conditioning().latest())
                        : Double.NaN);
    }

    /** Without a test part there is no test loss, whatever the error says. */
    private static double testError(Evaluation evaluation) {
        return Double.isNaN(evaluation.getTestLoss()) ? Double.NaN : evaluation.getTestError();
    }

    private static Map<List<String>, Double> changes(RunView view) {
        Map<List<String>, Double> values = new LinkedHashMap<>();
        var layers = view.facts().layers().all();
        for (int l = 0; l < layers.size(); l++) {
            String layer = layers.get(l).name();
            String kind = layers.get(l).kind().spelling();
            values.put(List.of(layer, kind, MaskHistory.CLOSED), (double)
                    view.decisions().closed().get(l));
            values.put(List.of(layer, kind, MaskHistory.OPENED), (double)
                    view.decisions().opened().get(l));
        }
        return values;
    }

    private static Map<List<String>, Double> states(RunView view) {
        Map<List<String>, Double> values = new LinkedHashMap<>();
        for (LifeCycle.State state : LifeCycle.State.values()) {
            values.put(List.of(state.spelling()), view.life().state() == state ? 1.0 : 0.0);
        }
        return values;
    }
}
