package io.plumbline.trainer;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.trainer.RunResult.Probed;
import io.plumbline.trainer.checkpoint.TallyState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Collects the result of a run. Not thread safe, except for the number of steps: for the training thread only.
 */
final class Tally {

    private final List<Double> marks;
    private final double lossLowerBound;
    private final List<Evaluated> evaluations = new ArrayList<>();
    private final Map<Double, Evaluated> passed = new LinkedHashMap<>();
    private final Quantiles latency;
    private final Quantiles seen;
    private Optional<Probed> firstProbe;
    private Optional<Probed> lastProbe;
    /** Written by the training thread alone, read by others, too. */
    private volatile long steps;

    private double work;
    private double stepMs;
    private double statisticsMs;
    private double waitedMs;
    private double rebuildMs;
    private double evaluationMs;
    private int applied;
    private int rejected;
    private int prunings;
    private long closed;
    private long opened;

    /** Begins with nothing. */
    Tally(List<Double> marks, double lossLowerBound) {
        this(marks, lossLowerBound, TallyState.NOTHING);
    }

    /** Goes on from {@link #state}. */
    Tally(List<Double> marks, double lossLowerBound, TallyState before) {
        this.marks = List.copyOf(marks);
        this.lossLowerBound = lossLowerBound;
        steps = before.steps();
        work = before.work();
        stepMs = before.stepMs();
        statisticsMs = before.statisticsMs();
        waitedMs = before.waitedMs();
        rebuildMs = before.rebuildMs();
        applied = before.applied();
        rejected = before.rejected();
        prunings = before.prunings();
        closed = before.closed();
        opened = before.opened();
        latency = new Quantiles(before.latency());
        seen = new Quantiles(before.seen());
        before.evaluations().forEach(kept -> evaluation(KeptTally.evaluated(kept), 0));
        evaluationMs = before.evaluationMs();
        firstProbe = before.probes().stream().findFirst().map(KeptTally::probed);
        lastProbe = before.probes().stream().skip(1).findFirst().map(KeptTally::probed);
    }

    /** Returns all that it has summed up. */
    TallyState state() {
        return new TallyState(
                steps,
                work,
                stepMs,
                statisticsMs,
                waitedMs,
                rebuildMs,
                evaluationMs,
                applied,
                rejected,
                prunings,
                closed,
                opened,
                evaluations.stream().map(KeptTally::kept).toList(),
                latency.values(),
                seen.values(),
                Stream.concat(firstProbe.stream(), lastProbe.stream())
                        .map(KeptTally::kept)
                        .toList());
    }

    /** Returns the last probe, if there was one. */
    Optional<Probed> lastProbe() {
        return lastProbe;
    }

    void step(double wholeMs, double ofStatisticsMs) {
        long made = steps + 1;
        steps = made;
        stepMs += wholeMs;
        statisticsMs += ofStatisticsMs;
    }

    /** Notes a probe and returns what it says. */
    Probed probe(long step, ProbeRecord record) {
        ConditionEstimate condition = new ConditionEstimate(
                record.loss(), lossLowerBound, record.energy().total(), record.residual(), record.lambda());
        Probed probed = new Probed(step, record.loss(), record.lambda(), condition.muPl());
        lastProbe = Optional.of(probed);
        firstProbe = firstProbe.or(() -> lastProbe);
        return probed;
    }

    void evaluation(Evaluated evaluated, double ms) {
        evaluations.add(evaluated);
        evaluationMs += ms;
        for (double mark : marks) {
            if (evaluated.training().loss() <= mark) {
                passed.putIfAbsent(mark, evaluated);
            }
        }
    }

    /** Returns the training loss of the last evaluation; NaN before the first. */
    double evaluatedLoss() {
        return evaluations.isEmpty()
                ? Double.NaN
                : evaluations.get(evaluations.size() - 1).training().loss();
    }

    /** Adds floating-point operations of a step. */
    void worked(double operations) {
        work += operations;
    }

    void waited(double ms) {
        waitedMs += ms;
    }

    void applied(int nodesClosed, int nodesOpened, double latencyMs, double seenMs) {
        applied++;
        closed += nodesClosed;
        opened += nodesOpened;
        latency.add(latencyMs);
        seen.add(seenMs);
    }

    void pruned(double ms) {
        prunings++;
        rebuildMs += ms;
    }

    void rejected() {
        rejected++;
    }

    long steps() {
        return steps;
    }

    double seconds() {
        return (stepMs + rebuildMs) / 1e3;
    }

    double work() {
        return work;
    }

    double stepMs() {
        return stepMs;
    }

    double statisticsMs() {
        return statisticsMs;
    }

    /** Returns the result of a run that ended this way. */
    RunResult result(
            String run, Ended ended, Layers layers, Mask mask, Lost lost, List<Path> files, Optional<Path> checkpoint) {
        Map<String, Integer> open = new LinkedHashMap<>();
        Map<String, Integer> all = new LinkedHashMap<>();
        for (int l = 0; l < layers.size(); l++) {
            String name = layers.all().get(l).name();
            open.put(name, mask.openCount(layers.start(l), layers.end(l)));
            all.put(name, layers.all().get(l).nodes());
        }
        return new RunResult(
                run,
                ended.ending(),
                ended.reason(),
                steps,
                seconds(),
                List.copyOf(evaluations),
                passed,
                firstProbe,
                lastProbe,
                open,
                all,
                new RunResult.Masks(
                        applied,
                        rejected,
                        prunings,
                        closed,
                        opened,
                        lost.decisions(),
                        latency.at(0.5),
                        latency.at(0.99),
                        seen.at(0.5),
                        seen.at(0.99)),
                new RunResult.Costs(
                        stepMs, rebuildMs, statisticsMs, waitedMs, evaluationMs, lost.steps(), lost.records()),
                files,
                checkpoint);
    }

    /**
     * How a run ended.
     *
     * @param ending which way
     * @param reason for people; empty where it finished
     */
    record Ended(RunResult.Ending ending, String reason) {

        /** Returns the same with more added to the reason. */
        Ended because(String more) {
            return new Ended(ending, reason.isEmpty() ? more : reason + "; " + more);
        }

        /** Returns the outcome as the file of the network records it. */
        String outcome() {
            return switch (ending) {
                case FINISHED -> "finished";
                case STOPPED -> "stopped";
                case DIVERGED -> "diverged";
                case FAILED, NO_GATE, SUPERSEDED -> "failed";
            };
        }

        /** Returns whether the run did all that was planned. */
        boolean isFinished() {
            return ending == RunResult.Ending.FINISHED;
        }
    }

    /**
     * What never arrived.
     *
     * @param steps whose statistics were dropped
     * @param records that never reached Kafka
     * @param decisions steps that should have been decided, and were not
     */
    record Lost(long steps, long records, long decisions) {}
}
