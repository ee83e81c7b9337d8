package io.plumbline.trainer;

import io.plumbline.engine.EngineState;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.Remainder;
import io.plumbline.engine.Score;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.checkpoint.Checkpoint;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.run.RunDescription;
import java.util.List;
import java.util.Set;

/**
 * What a new run has from the run that it goes on from.
 *
 * @param prepared the new run
 * @param id its id
 * @param parent the other
 */
record Inheritance(Prepared prepared, String id, Parent parent) {

    /** Settings that say what the state in a checkpoint is of; any other may be of the new run alone. */
    private static final Set<String> OF_THE_STATE =
            Set.of("optimizer.name", "average.decay", "batch", "seed", "probe.batch");

    /**
     * Returns the state that the engine of the new run begins with.
     *
     * @throws ConfigurationException if it cannot begin with it, in one sentence
     */
    EngineState state() {
        Checkpoint last = parent.checkpoint();
        requireSame(last);
        requireUnreached(last.head());
        RunDescription was = RunDescription.parse(last.head().description());
        NetworkSpec whole = was.network()
                .spec(
                        prepared.data().training().shape(),
                        prepared.data().training().classes());
        return Remainder.of(whole, last.network()).state();
    }

    private void requireSame(Checkpoint last) {
        Head head = last.head();
        if (!head.data().equals(prepared.data().sha256())) {
            throw refused("the data are not those of run '" + parent.run() + "': their SHA-256 is "
                    + prepared.data().sha256() + ", that of the checkpoint " + head.data());
        }
        String expected = Parent.description(last, prepared.run().length().steps());
        List<String> differences = Differences.of(expected, prepared.run().yaml(), Inheritance::isOfTheState);
        if (!differences.isEmpty()) {
            throw refused("run '" + id + "' goes on from run '" + parent.run()
                    + "' with its data, its network and what its training remembers, but "
                    + String.join(", ", differences));
        }
    }

    private static boolean isOfTheState(String key) {
        return key.startsWith("data.") || key.startsWith("network.") || OF_THE_STATE.contains(key);
    }

    /** A run that ends where it begins is not what people ask for. */
    private void requireUnreached(Head head) {
        List<Head.Evaluation> evaluations = head.tally().evaluations();
        double target = prepared.run().measuring().lossTarget();
        if (!prepared.run().measuring().stopAtTarget() || evaluations.isEmpty()) {
            return;
        }
        Score training = evaluations.get(evaluations.size() - 1).scores().get(0);
        if (training.loss() <= target) {
            throw refused("run '" + parent.run() + "' has reached its target, a training loss of " + target + ": run '"
                    + id + "' would end before its first step; give --set stop-at-target=false or a lower loss.target");
        }
    }

    private static ConfigurationException refused(String sentence) {
        return new ConfigurationException(List.of(sentence));
    }
}
