package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;

/**
 * Of a run that is over as many steps are missing as its trainer counted as dropped: steps 1, 2, 4 of four and one dropped is
 * fine, none dropped is not, and neither is a step twice. Of a run that goes on nothing is said.
 */
final class MissingStepsAreCounted implements PipelineGuarantee {

    private final AttemptInForce attempt = new AttemptInForce();
    private long whole;
    private long end;
    private int counting;
    private long dropped;

    @Override
    public void onStepEvent(StepEvent event) {
        if (!attempt.counts(event)) {
            return;
        }
        if (event.hasShard() && isLast(event.getShard())) {
            whole++;
        }
        if (event.hasEnd()) {
            end = event.getEnd().getStep();
        }
    }

    private static boolean isLast(StepShard shard) {
        return shard.getShard() == shard.getShards() - 1;
    }

    @Override
    public void onEvaluation(EvaluationEvent event) {
        if (event.hasProgress() && event.getProgress().getAttempt() >= counting) {
            counting = event.getProgress().getAttempt();
            dropped = event.getProgress().getDropped();
        }
    }

    @Override
    public void verify() {
        if (end > 0) {
            assertThat(end - whole)
                    .as("steps missing of %s, of which the trainer counted as dropped", end)
                    .isEqualTo(dropped);
        }
    }
}
