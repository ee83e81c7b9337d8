package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import java.util.ArrayList;
import java.util.List;

/**
 * A trainer publishes whole steps in order, or drops them whole: with two shards {@code [1a, 1b, 3a, 3b]} is fine,
 * {@code [1a, 2a, 2b]} is half a step. A later attempt goes on behind the last shard of the one before.
 */
final class WholeStepsInOrder implements PipelineGuarantee {

    private final AttemptInForce attempt = new AttemptInForce();
    private final List<String> broken = new ArrayList<>();
    private long step;
    private int next;
    private int shards;

    @Override
    public void onStepEvent(StepEvent event) {
        if (!attempt.counts(event) || !event.hasShard()) {
            return;
        }
        StepShard shard = event.getShard();
        boolean goesOn = next < shards && shard.getStep() == step && shard.getShard() == next;
        boolean begins = next == shards && shard.getStep() > step && shard.getShard() == 0;
        if (!goesOn && !begins) {
            broken.add("shard " + shard.getShard() + " of step " + shard.getStep() + " after " + next + " of " + shards
                    + " shards of step " + step);
        }
        step = shard.getStep();
        next = shard.getShard() + 1;
        shards = shard.getShards();
    }

    @Override
    public void verify() {
        assertThat(broken).as("whole steps in order").isEmpty();
    }
}
