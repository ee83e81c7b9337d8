package io.plumbline.trainer.run;

import io.plumbline.core.conditioning.ProbeSteps;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.gating.policy.ProbeNeed;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.DataSettings;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.util.Set;

/**
 * The description of a run. Keys and defaults: {@code trainer-service/README.md}.
 *
 * @param data which examples
 * @param network which network
 * @param optimizer with its learning rate
 * @param dropout rate p on the outputs of hidden layers in training steps, in [0, 1)
 * @param averageDecay β of the average of the weights over steps, in [0, 1); 0: none is kept
 * @param batch training examples per step, at least 2: noise is measured between them
 * @param length steps or epochs
 * @param seed of weights, dropout, shuffling, probe batch and the gate's draws
 * @param mode whether steps wait for the gate
 * @param gating when the gate decides, and how
 * @param measuring probes, evaluations and losses of interest
 * @param derived settings that are still to be derived from the data and the length; none in the resolved form
 */
public record RunDescription(
        DataSettings data,
        Network network,
        OptimizerSpec optimizer,
        double dropout,
        double averageDecay,
        int batch,
        Length length,
        long seed,
        Mode mode,
        Gating gating,
        Measuring measuring,
        Set<DerivedSetting> derived) {

    /** Checks and copies the components. */
    public RunDescription {
        derived = Set.copyOf(derived);
        if (batch < 2) {
            throw new IllegalArgumentException("batch must be at least 2, was " + batch);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, was " + dropout);
        }
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new IllegalArgumentException("average.decay must be at least 0 and below 1, was " + averageDecay);
        }
    }

    /**
     * Reads a description and notes in the configuration all that is wrong.
     *
     * @param configuration flags, environment and file
     */
    public static RunDescription read(Configuration configuration) {
        return RunReader.read(configuration, Policies.DEFAULT);
    }

    /** Reads a description as {@link #read} does, of a dense run unless a policy is named. */
    public static RunDescription readDense(Configuration configuration) {
        return RunReader.read(configuration, Policies.DENSE);
    }

    /**
     * Reads a description from the text of a YAML file, such as {@link #yaml()} gives.
     *
     * @throws ConfigurationException with every error
     */
    public static RunDescription parse(String yaml) {
        return Configuration.ofYaml("of the run", yaml).finish(RunDescription::read);
    }

    /**
     * Returns the resolved form: every default filled in, the path of the data absolute, so that it can be followed
     * from any folder, epochs as steps, the probe batch no larger than the training part.
     *
     * @param trainingExamples size of the training part
     * @throws DataException if a batch is larger than that
     * @throws IllegalArgumentException if t_1 is before t_0, or the gate would never decide
     */
    public RunDescription resolve(int trainingExamples) {
        int examples =
                derived.contains(DerivedSetting.BATCH) ? DerivedSetting.batch(trainingExamples, data.isText()) : batch;
        if (examples > trainingExamples) {
            throw new DataException("batch is " + examples + ", but the training part of " + data.source() + " has "
                    + trainingExamples + " examples: expected at most as many");
        }
        long steps = length.steps(trainingExamples, examples);
        int decisions = derived.contains(DerivedSetting.DECISION_INTERVAL)
                ? DerivedSetting.decisionInterval(steps, gating.isSelfTuned())
                : gating.decisionInterval();
        requireDecisions(decisions, steps);
        return new RunDescription(
                data.absolute(),
                network,
                optimizer,
                dropout,
                averageDecay,
                examples,
                new Length(steps, 0),
                seed,
                mode,
                gating.resolve(steps, decisions),
                measuring(steps, decisions, examples, trainingExamples),
                Set.of());
    }

    private void requireDecisions(int interval, long steps) {
        if (interval > steps && !gating.settings().policy().equals(Policies.DENSE)) {
            throw new IllegalArgumentException("decision-interval is " + interval + ", but the run has " + steps
                    + " steps, so the gate would never decide: expected at most as many");
        }
    }

    private Measuring measuring(long steps, int decisions, int examples, int trainingExamples) {
        int asked = derived.contains(DerivedSetting.PROBE_BATCH)
                ? DerivedSetting.probeBatch(examples, data.isText())
                : measuring.probeBatch();
        int probed = Math.min(asked, trainingExamples);
        boolean isGiven = !derived.contains(DerivedSetting.PROBE_INTERVAL);
        int interval = isGiven ? measuring.probeInterval() : DerivedSetting.probeInterval(decisions);
        return measuring.with(
                interval,
                derived.contains(DerivedSetting.WATCH_INTERVAL)
                        ? DerivedSetting.watchInterval(isGiven, interval, probed, measuring.probeDraws(), examples)
                        : measuring.watchInterval(),
                probed,
                derived.contains(DerivedSetting.EVALUATION_INTERVAL)
                        ? DerivedSetting.evaluationInterval(steps)
                        : measuring.evaluationInterval());
    }

    /** Returns which steps are probed, of the resolved form: closely as long as the gate may change what it likes, and reads them. */
    public ProbeSteps probeSteps() {
        GateSettings gate = gating.resolved(length.steps());
        boolean isRead = Policies.named(gate.policy()).needs(gate) != ProbeNeed.NOTHING;
        return new ProbeSteps(
                measuring.probeInterval(),
                measuring.watchInterval(),
                isRead ? gate.schedule().lastChange() : 0);
    }

    /** Returns the description as YAML, with all that is known of it; {@link #parse} gives an equal description. */
    public String yaml() {
        return RunYaml.text(this);
    }
}
