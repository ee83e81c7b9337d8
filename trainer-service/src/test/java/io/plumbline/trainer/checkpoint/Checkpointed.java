package io.plumbline.trainer.checkpoint;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.AverageState;
import io.plumbline.engine.EngineState;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.OptimizerState;
import io.plumbline.engine.Score;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.publish.Unsaid;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Deliveries.Mark;
import java.util.List;
import java.util.Map;

/** Made-up checkpoints. */
final class Checkpointed {

    private Checkpointed() {}

    static Checkpoint of(String run, int attempt, long step) {
        return new Checkpoint(head(run, attempt, step), network(step));
    }

    private static EngineState network(long step) {
        Mask open = Mask.allOpen(3);
        return new EngineState(
                open,
                open,
                List.of(new NamedArray("dense-1.weight", new int[] {2}, new float[] {step, 1})),
                List.of(),
                new OptimizerState(step, List.of()),
                AverageState.NONE,
                List.of());
    }

    /** One with a number for everything, no number among them. */
    static Head head(String run, int attempt, long step) {
        return new Head(
                run,
                "of-" + run,
                "seed: 5\n",
                "abc",
                List.of(3, 8, 8),
                "0.1.0",
                false,
                new Claim(attempt, "c-" + attempt),
                step,
                true,
                new Head.Masks(2, List.of(1L, 2L), List.of(0.5, 0.25)),
                new DecisionInbox.Read(20, 2, 7),
                new Mark(3, step, 1, Map.of("step-stats", 9L), new Claim(attempt, "c")),
                List.of(new Unsaid("mask-acks", "AAE=")),
                new Head.Pruning("AQ==", List.of(1.5, 2.5)),
                new TallyState(
                        step,
                        1e12,
                        2,
                        3,
                        4,
                        5,
                        6,
                        7,
                        8,
                        9,
                        10,
                        11,
                        List.of(new Head.Evaluation(
                                10, 1, List.of(new Score(0.1, 0.2), new Score(Double.NaN, Double.NaN)), 3.5)),
                        List.of(1.0),
                        List.of(),
                        List.of(new TallyState.Probe(1, 2, Double.POSITIVE_INFINITY, Double.NaN))));
    }
}
