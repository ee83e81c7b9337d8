package io.plumbline.metrics;

import static io.plumbline.metrics.RunMeter.counter;
import static io.plumbline.metrics.RunMeter.gauge;

import java.util.List;
import java.util.Map;

/**
 * Meters of what a run is, when it began and ended, what is due, and what gating saved, a part of {@link Meters}. What holds
 * between them: {@code plumbline_work_flops_total} ≤ {@code plumbline_dense_work_flops_total}; {@code
 * plumbline_decision_step} ≤ {@code plumbline_last_step} once both topics are read to one point; {@code
 * plumbline_run_started_timestamp_seconds} ≤ {@code plumbline_run_ended_timestamp_seconds}.
 */
final class PlanMeters {

    static final List<RunMeter> OF_RUNS = List.of(
            gauge(
                    "plumbline_run_started_timestamp_seconds",
                    "When the run began, its first attempt.",
                    view -> seconds(view.life().startedMs())),
            gauge(
                    "plumbline_run_ended_timestamp_seconds",
                    "When the run ended: finished, failed, diverged or stopped.",
                    view -> view.life().hasEnded() ? seconds(view.life().sinceMs()) : Double.NaN),
            gauge(
                    "plumbline_decision_interval_steps",
                    "Steps between two decisions.",
                    view -> view.facts().decisionInterval()),
            gauge(
                    "plumbline_probe_interval_steps",
                    "Steps between two probes where the run is now.",
                    view -> view.facts()
                            .probes()
                            .intervalAt(
                                    view.training().hasStep()
                                            ? view.training().last().step()
                                            : 0)),
            gauge(
                    "plumbline_decision_step",
                    "Latest step that was decided, \"no change\" included; 0 before the first.",
                    view -> Math.max(0, view.decisions().last().step())),
            counter(
                    "plumbline_work_flops",
                    "Floating-point operations of training steps, of the networks that made them.",
                    view -> view.training().work().operations()),
            counter(
                    "plumbline_dense_work_flops",
                    "Floating-point operations that the same steps take in the whole network.",
                    PlanMeters::denseWork),
            counter(
                    "plumbline_saved_seconds",
                    "Time of steps saved by prunings, from step times measured around them; none where a step was no faster.",
                    PlanMeters::savedSeconds),
            counter(
                    "plumbline_mask_rejections",
                    "Mask changes that the trainer rejected.",
                    view -> view.acks().rejected().total()));

    static final List<LabelledMeter> BY_LABEL = List.of(
            new LabelledMeter(
                    "plumbline_run_info",
                    false,
                    "Always 1: what the run is.",
                    RunLabels.NAMES,
                    view -> Map.of(view.facts().labels().values(), 1.0)),
            LabelledMeter.reasons(
                    "plumbline_mask_rejection_reasons",
                    "Mask changes that the trainer rejected, by what was wrong.",
                    view -> view.acks().rejected()),
            LabelledMeter.reasons(
                    "plumbline_unchanged_decisions",
                    "Decisions that left the mask as it was, by why.",
                    view -> view.decisions().unchanged()));

    private PlanMeters() {}

    private static double seconds(long ms) {
        return ms > 0 ? ms / 1000.0 : Double.NaN;
    }

    /** Older manifests do not say what a step costs. */
    private static double denseWork(RunView view) {
        if (view.facts().stepWork() == 0) {
            return Double.NaN;
        }
        return view.training().work().steps() * view.facts().stepWork();
    }

    private static double savedSeconds(RunView view) {
        return view.training().hasStep()
                ? view.prunings().savedSeconds(view.training().last().step())
                : Double.NaN;
    }
}
