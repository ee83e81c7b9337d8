package io.plumbline.trainer.run;

import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.data.DataException;
import io.plumbline.trainer.data.DataSettings;
import io.plumbline.trainer.engine.OptimizerSpec;

/**
 * What a run is to be. Keys and defaults: {@code trainer-service/README.md}.
 *
 * @param data which examples
 * @param network which network
 * @param optimizer with its learning rate
 * @param dropout rate p on the outputs of hidden layers in training steps, in [0, 1)
 * @param batch training examples per step, at least 2: noise is measured between them
 * @param length steps or epochs
 * @param seed of weights, dropout, shuffling, probe batch and the gate's draws
 * @param mode whether steps wait for the gate
 * @param gating when the gate decides, and how
 * @param measuring probes, evaluations and losses of interest
 */
public record RunDescription(
        DataSettings data,
        Network network,
        OptimizerSpec optimizer,
        double dropout,
        int batch,
        Length length,
        long seed,
        Mode mode,
        Gating gating,
        Measuring measuring) {

    /** Checks the components. */
    public RunDescription {
        if (batch < 2) {
            throw new IllegalArgumentException("batch must be at least 2, was " + batch);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, was " + dropout);
        }
    }

    /**
     * Reads a description; whatever is wrong is noted in the configuration, all of it at once.
     *
     * @param configuration flags, environment and file
     */
    public static RunDescription read(Configuration configuration) {
        return RunReader.read(configuration);
    }

    /**
     * Reads a description from the text of a YAML file, such as {@link #yaml()} gives.
     *
     * @throws ConfigurationException with every error
     */
    public static RunDescription parse(String yaml) {
        return Configuration.ofYaml("of the run", yaml).finish(RunReader::read);
    }

    /**
     * Returns the full form: every default said, epochs as steps, the probe batch no larger than the training part.
     *
     * @param trainingExamples size of the training part
     * @throws DataException if a batch is larger than that
     * @throws IllegalArgumentException if t_1 is before t_0
     */
    public RunDescription resolve(int trainingExamples) {
        if (batch > trainingExamples) {
            throw new DataException("batch is " + batch + ", but the training part of " + data.source() + " has "
                    + trainingExamples + " examples: expected at most as many");
        }
        long steps = length.steps(trainingExamples, batch);
        return new RunDescription(
                data,
                network,
                optimizer,
                dropout,
                batch,
                new Length(steps, 0),
                seed,
                mode,
                gating.resolve(steps),
                measuring.withProbeBatch(Math.min(measuring.probeBatch(), trainingExamples)));
    }

    /** Returns the same with an absolute path to the data, so that it can be followed from any folder. */
    public RunDescription located() {
        return new RunDescription(
                data.absolute(), network, optimizer, dropout, batch, length, seed, mode, gating, measuring);
    }

    /** Returns the description as YAML, all that is known of it said; {@link #parse} gives an equal description. */
    public String yaml() {
        return RunYaml.text(this);
    }
}
