package io.plumbline.trainer;

import io.plumbline.engine.Engine;
import io.plumbline.engine.Frozen;
import io.plumbline.engine.Score;
import io.plumbline.engine.data.DataSet;
import io.plumbline.protocol.v1.AveragedScores;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.trainer.Evaluated.Averaged;
import io.plumbline.trainer.publish.Reporter;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Evaluates the network on both parts, as it is at the call, and where an average of its weights is kept that beside it, and
 * reports the result. Large sets take seconds; between
 * two pieces the training thread may do what cannot wait, because the copy that is evaluated does not change.
 */
final class Evaluations {

    private final Engine engine;
    private final DataSet data;
    private final Reporter reporter;
    private final RunObservers observers;

    Evaluations(Engine engine, DataSet data, Reporter reporter, RunObservers observers) {
        this.engine = engine;
        this.data = data;
        this.reporter = reporter;
        this.observers = observers;
    }

    /**
     * Measures.
     *
     * @param step updates made
     * @param maskVersion in force
     * @param goesOn asked before every piece: whether to go on
     * @return empty if {@code goesOn} said no: then nothing is reported
     */
    Optional<Evaluated> evaluate(long step, long maskVersion, BooleanSupplier goesOn) {
        long begin = System.nanoTime();
        double seconds = observers.tally().seconds();
        Frozen network = engine.freeze();
        Optional<Frozen> average = engine.freezeAverage();
        Optional<Score> training = Scores.of(network, data.training(), goesOn);
        Optional<Score> test = training.flatMap(done -> Scores.of(network, data.test(), goesOn));
        Optional<Averaged> averaged = test.flatMap(done -> average.flatMap(mean -> averaged(mean, goesOn)));
        if (test.isEmpty() || averaged.isPresent() != average.isPresent()) {
            return Optional.empty();
        }
        double work = observers.tally().work();
        Evaluated evaluated = new Evaluated(step, maskVersion, training.get(), test.get(), averaged, seconds);
        double ms = (System.nanoTime() - begin) / 1e6;
        reporter.evaluation(message(evaluated).setWork(work));
        observers.evaluated(evaluated, ms);
        return Optional.of(evaluated);
    }

    private Optional<Averaged> averaged(Frozen mean, BooleanSupplier goesOn) {
        return Scores.of(mean, data.training(), goesOn)
                .flatMap(training -> Scores.of(mean, data.test(), goesOn).map(test -> new Averaged(training, test)));
    }

    private static Evaluation.Builder message(Evaluated evaluated) {
        Score training = evaluated.training();
        Score test = evaluated.test();
        Evaluation.Builder message = Evaluation.newBuilder()
                .setStep(evaluated.step())
                .setMaskVersion(evaluated.maskVersion())
                .setTrainingLoss(training.loss())
                .setTrainingError(training.error())
                .setTestLoss(test.loss())
                .setTestError(test.error())
                .setTrainingSeconds(evaluated.trainingSeconds());
        evaluated.averaged().ifPresent(averaged -> message.setAveraged(scores(averaged)));
        return message;
    }

    private static AveragedScores.Builder scores(Averaged averaged) {
        return AveragedScores.newBuilder()
                .setTrainingLoss(averaged.training().loss())
                .setTrainingError(averaged.training().error())
                .setTestLoss(averaged.test().loss())
                .setTestError(averaged.test().error());
    }
}
