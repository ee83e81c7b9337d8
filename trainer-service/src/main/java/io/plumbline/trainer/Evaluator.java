package io.plumbline.trainer;

import io.plumbline.engine.Batch;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Engines;
import io.plumbline.engine.MemoryNeed;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.Score;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.DataSettings;
import io.plumbline.engine.data.Shape;
import io.plumbline.engine.data.Source;
import io.plumbline.engine.weights.TrainedNetwork;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.util.Optional;

/** Evaluates a trained network from its file, without Kafka. */
public final class Evaluator {

    private Evaluator() {}

    /**
     * What was found; on the run's own data this is the run's last evaluation, in a file of averaged weights that of those, up
     * to rounding where the run removed nodes.
     *
     * @param run that trained the network
     * @param step updates made
     * @param data that it was evaluated on
     * @param unit what is counted: {@code character} or {@code piece} of a text, empty for examples
     * @param trainingExamples size of the training part, of a text the tokens that were told
     * @param testExamples size of the test part, or of the validation part where the run evaluated on that
     * @param training on the training part
     * @param test on the test part
     * @param averaged whether the file holds weights averaged over steps
     * @param byName whether the file says how classes and columns were named; else they are numbered as the data has them
     */
    public record EvaluatedFile(
            String run,
            long step,
            String data,
            String unit,
            long trainingExamples,
            long testExamples,
            Score training,
            Score test,
            boolean averaged,
            boolean byName) {}

    /**
     * Measures a network on both parts of a set, features scaled as in its training.
     *
     * @param file that a training wrote
     * @param source of the data; empty: that of the training. Sizes, split and class column are those of the
     *     training; of a source given here nothing is held out, and its labels stay as they are
     * @throws DataException if file or data are no good, in one sentence
     */
    public static EvaluatedFile evaluate(Path file, Optional<Source> source) {
        TrainedNetwork trained = TrainedNetwork.read(file);
        DataSettings own = RunDescription.parse(trained.origin().description()).data();
        DataSettings settings = source.map(own::with).orElse(own);
        DataSet data = data(file, trained, settings);
        try (Engine engine = engine(file, trained)) {
            return new EvaluatedFile(
                    trained.origin().run(),
                    trained.origin().step(),
                    settings.source().toString(),
                    data.unit(),
                    data.training().predicted(),
                    data.test().predicted(),
                    Scores.of(engine, data.training()),
                    Scores.of(engine, data.test()),
                    trained.origin().averaged(),
                    trained.encoding().isPresent());
        }
    }

    /** Classes and columns are taken by name where the file says how they were named, else in the order of the data. */
    private static DataSet data(Path file, TrainedNetwork trained, DataSettings settings) {
        if (trained.encoding().isPresent()) {
            return DataSet.load(settings, trained.encoding().get(), trained.scaling());
        }
        DataSet data = DataSet.load(settings, trained.scaling());
        if (data.training().classes() > trained.network().classes()) {
            throw new DataException(
                    settings.source() + " has " + data.training().classes() + " classes, but " + file + " tells only "
                            + trained.network().classes() + " apart");
        }
        return data;
    }

    /** Nothing is trained: optimizer, batch and probe are the smallest that an engine accepts. */
    private static Engine engine(Path file, TrainedNetwork trained) {
        MemoryNeed.ofEngine(trained.network(), OptimizerSpec.sgd(1), 2, 2, false, false)
                .refusal("to evaluate " + file, MemoryNeed.Machine.here())
                .ifPresent(sentence -> {
                    throw new DataException(sentence);
                });
        Batch probe = new Batch(
                2, Shape.of(trained.network().features()), trained.network().predictions());
        Engine engine = Engines.of(trained.network(), OptimizerSpec.sgd(1), 2, ProbeSpec.of(probe), 1);
        try {
            engine.weights(trained.weights());
            engine.mask(trained.mask());
            engine.statistics(trained.statistics());
            return engine;
        } catch (IllegalArgumentException misfit) {
            engine.close();
            throw new DataException(
                    file + " does not hold the network that its metadata names: " + misfit.getMessage());
        }
    }
}
