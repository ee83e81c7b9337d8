package io.plumbline.trainer.checkpoint;

import java.util.List;

/**
 * What a run has summed up so far. Times in milliseconds.
 *
 * @param steps made
 * @param work floating-point operations of them
 * @param stepMs in steps
 * @param statisticsMs of that in statistics
 * @param waitedMs for decisions
 * @param rebuildMs for prunings
 * @param evaluationMs for evaluations
 * @param applied changes
 * @param rejected changes
 * @param prunings made
 * @param closed nodes
 * @param opened nodes
 * @param evaluations in order
 * @param latency of changes, from statistics to mask
 * @param seen of changes, from statistics to their reading
 * @param probes the first and the last one
 */
public record TallyState(
        long steps,
        double work,
        double stepMs,
        double statisticsMs,
        double waitedMs,
        double rebuildMs,
        double evaluationMs,
        int applied,
        int rejected,
        int prunings,
        long closed,
        long opened,
        List<Head.Evaluation> evaluations,
        List<Double> latency,
        List<Double> seen,
        List<Probe> probes) {

    /** Nothing was made. */
    public static final TallyState NOTHING =
            new TallyState(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public TallyState {
        evaluations = List.copyOf(evaluations);
        latency = List.copyOf(latency);
        seen = List.copyOf(seen);
        probes = List.copyOf(probes);
    }

    /** A probe: its step, L, λ and μ_PL. */
    public record Probe(long step, double loss, double lambda, double muPl) {}
}
