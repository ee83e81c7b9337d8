package io.plumbline.experiments;

import io.plumbline.core.model.Mask;
import io.plumbline.experiments.Result.Conditioned;
import io.plumbline.experiments.Result.Costs;
import io.plumbline.experiments.Result.Evaluated;
import io.plumbline.experiments.Result.Pruning;
import io.plumbline.experiments.Result.Shape;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.report.runlog.RecordedDecision;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.service.Version;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.RunResult.Ending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the result of a run from what the log says of it; only times come from the trainer itself. */
final class ResultWriter {

    private final RunHistory history;
    private final Manifest manifest;
    private final List<Integer> nodes;
    private final List<Shape> shapes;

    ResultWriter(RunHistory history) {
        this.history = history;
        this.manifest = history.manifest();
        this.nodes = manifest.getRangesList().stream().map(NodeRange::getNodes).toList();
        this.shapes = shapes();
    }

    /**
     * Returns the result.
     *
     * @param assignment that was carried out
     * @param trained what the trainer says
     * @param watch that ran along
     * @param wholeSeconds from start to end
     */
    Result result(Assignment assignment, RunResult trained, Stopwatch watch, double wholeSeconds) {
        RunResult.Costs costs = trained.costs();
        return new Result(
                assignment.key(),
                Version.number(),
                trained.run(),
                assignment.method(),
                assignment.settings(),
                manifest.getData().getSha256(),
                trained.ending() == Ending.FINISHED ? Result.FINISHED : Result.DIVERGED,
                trained.reason(),
                trained.steps(),
                nodes,
                history.evaluations().stream()
                        .map(at -> new Evaluated(
                                at.getStep(),
                                at.getTrainingLoss(),
                                at.getTrainingError(),
                                at.getTestLoss(),
                                at.getTestError(),
                                watch.at(at.getStep()),
                                work(at.getStep())))
                        .toList(),
                thinned(history.conditions()).stream()
                        .map(ResultWriter::conditioned)
                        .toList(),
                history.conditions().stream()
                        .mapToLong(Condition::getViolations)
                        .max()
                        .orElse(0),
                shapes,
                prunings(),
                new Costs(
                        costs.stepMs() / 1e3,
                        costs.statisticsMs() / 1e3,
                        costs.waitedMs() / 1e3,
                        costs.evaluationMs() / 1e3,
                        wholeSeconds,
                        costs.droppedSteps()));
    }

    private static Conditioned conditioned(Condition at) {
        return new Conditioned(
                at.getStep(), at.getLambda(), at.getMuPl(), at.getKappa(), at.getMeasuredGap(), at.getPredictedGap());
    }

    /** Keeps every k-th, and the last. */
    static <T> List<T> thinned(List<T> all) {
        int stride = (all.size() + Result.MOST_CONDITIONS - 2) / (Result.MOST_CONDITIONS - 1);
        List<T> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % Math.max(1, stride) == 0 || i == all.size() - 1) {
                kept.add(all.get(i));
            }
        }
        return kept;
    }

    private Map<Long, RecordedDecision> changes() {
        Map<Long, RecordedDecision> byVersion = new HashMap<>();
        history.decisions().stream()
                .filter(decision -> decision.change().hasChange())
                .forEach(decision -> byVersion.put(decision.change().getChange().getVersion(), decision));
        return byVersion;
    }

    private List<Shape> shapes() {
        Map<Long, RecordedDecision> byVersion = changes();
        List<Shape> found = new ArrayList<>();
        found.add(new Shape(0, 0, nodes));
        for (MaskAck ack : history.acks()) {
            RecordedDecision decision = byVersion.get(ack.getVersion());
            if (ack.hasApplied() && decision != null) {
                found.add(
                        new Shape(decision.change().getStep(), ack.getApplied().getStep(), counts(mask(decision))));
            }
        }
        return found;
    }

    private List<Pruning> prunings() {
        Map<Long, RecordedDecision> byVersion = changes();
        List<Pruning> found = new ArrayList<>();
        for (MaskAck ack : history.acks()) {
            RecordedDecision decision = byVersion.get(ack.getVersion());
            if (ack.hasApplied() && decision != null) {
                long step = ack.getApplied().getStep();
                remaining(decision).ifPresent(left -> found.add(new Pruning(step, cost(counts(left)))));
            }
        }
        return found;
    }

    private long cost(List<Integer> open) {
        return PlanData.cost(
                manifest.getData().getFeatures(), open, manifest.getData().getClasses());
    }

    private Mask mask(RecordedDecision decision) {
        try {
            return MaskChangeCodec.mask(decision.change().getChange(), history.nodes());
        } catch (BadRecordException other) {
            throw notOfItsNetwork(other);
        }
    }

    private Optional<Mask> remaining(RecordedDecision decision) {
        try {
            return MaskChangeCodec.remaining(decision.change().getChange(), history.nodes());
        } catch (BadRecordException other) {
            throw notOfItsNetwork(other);
        }
    }

    private static IllegalStateException notOfItsNetwork(BadRecordException other) {
        return new IllegalStateException("the trainer applied what is not of its network", other);
    }

    /** Returns how many nodes of every layer a mask leaves open. */
    private List<Integer> counts(Mask mask) {
        List<Integer> open = new ArrayList<>();
        int start = 0;
        for (int count : nodes) {
            open.add(mask.openCount(start, start + count));
            start += count;
        }
        return open;
    }

    /** Returns the work of the first so many steps: every mask from its first step to that of the next. */
    private double work(long steps) {
        double work = 0;
        for (int i = 0; i < shapes.size(); i++) {
            long first = Math.max(1, shapes.get(i).from());
            long next = i + 1 < shapes.size() ? shapes.get(i + 1).from() : Long.MAX_VALUE;
            long made = Math.min(steps + 1, next) - first;
            work += Math.max(0, made) * (double) cost(shapes.get(i).open());
        }
        return work;
    }
}
