package io.plumbline.experiments;

import io.plumbline.core.model.Mask;
import io.plumbline.experiments.Result.Averaged;
import io.plumbline.experiments.Result.Conditioned;
import io.plumbline.experiments.Result.Costs;
import io.plumbline.experiments.Result.Evaluated;
import io.plumbline.experiments.Result.Pruning;
import io.plumbline.experiments.Result.Shape;
import io.plumbline.protocol.v1.AveragedScores;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.report.runlog.ChangeOutcome;
import io.plumbline.report.runlog.ChangeOutcome.Kind;
import io.plumbline.report.runlog.LayerDensity;
import io.plumbline.report.runlog.Masks;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.RunSummary;
import io.plumbline.report.runlog.WorkDone;
import io.plumbline.service.Version;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.RunResult.Ending;
import java.util.ArrayList;
import java.util.List;

/** Makes the result of a run from what the log says of it; only times come from the trainer itself. */
final class ResultWriter {

    private final RunHistory history;
    private final Manifest manifest;
    private final RunSummary summary;
    private final Masks masks;
    private final WorkDone work;
    private final List<Integer> nodes;

    ResultWriter(RunHistory history) {
        this.history = history;
        this.manifest = history.manifest();
        this.summary = RunSummary.of(history);
        this.masks = Masks.of(history);
        this.nodes = summary.layers().stream().map(LayerDensity::nodes).toList();
        this.work = WorkDone.of(history, masks);
    }

    /**
     * Returns the result.
     *
     * @param assignment that was carried out
     * @param trained what the trainer says
     * @param watch that measured the time of the run
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
                                averaged(at),
                                watch.at(at.getStep()),
                                work.until(at.getStep())))
                        .toList(),
                thinned(history.conditions()).stream()
                        .map(ResultWriter::conditioned)
                        .toList(),
                Double.isNaN(summary.violations()) ? 0 : (long) summary.violations(),
                shapes(),
                prunings(),
                new Costs(
                        costs.stepMs() / 1e3,
                        costs.statisticsMs() / 1e3,
                        costs.waitedMs() / 1e3,
                        costs.evaluationMs() / 1e3,
                        wholeSeconds,
                        costs.droppedSteps()));
    }

    private static Averaged averaged(Evaluation at) {
        AveragedScores scores = at.getAveraged();
        return at.hasAveraged()
                ? new Averaged(
                        scores.getTrainingLoss(),
                        scores.getTrainingError(),
                        scores.getTestLoss(),
                        scores.getTestError())
                : Averaged.NONE;
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

    private List<Shape> shapes() {
        List<Shape> found = new ArrayList<>();
        found.add(new Shape(0, 0, nodes));
        for (ChangeOutcome applied : masks.of(Kind.APPLIED)) {
            found.add(new Shape(applied.decision().change().getStep(), applied.step(), open(applied.mask())));
        }
        return found;
    }

    private List<Pruning> prunings() {
        return masks.of(Kind.APPLIED).stream()
                .flatMap(applied ->
                        applied.remaining().stream().map(left -> new Pruning(applied.step(), (long) work.cost(left))))
                .toList();
    }

    /** Returns how many nodes of every layer a mask leaves open. */
    private List<Integer> open(Mask mask) {
        return masks.layers(mask).stream().map(LayerDensity::open).toList();
    }
}
