package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Every decision step has exactly one record, in order: with Δ = 10, {@code [10, 20, 30]} is fine; {@code [10, 30]}
 * lost a decision, {@code [10, 20, 20]} repeats one, {@code [20, 10]} swaps two.
 */
final class OneRecordPerDecisionStep implements PipelineGuarantee {

    private final int interval;
    private final List<Long> steps = new ArrayList<>();

    OneRecordPerDecisionStep(int interval) {
        this.interval = interval;
    }

    @Override
    public void onDecision(MaskChange decision) {
        steps.add(decision.getStep());
    }

    @Override
    public void verify() {
        List<Long> expected = new ArrayList<>();
        for (long step = interval; step <= (long) steps.size() * interval; step += interval) {
            expected.add(step);
        }
        assertThat(steps).as("one decision record per decision step, in order").isEqualTo(expected);
    }
}
