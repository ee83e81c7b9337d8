package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every mask change names a step whose statistics were published: the gate decides on nothing else. */
final class ChangesRestOnPublishedSteps implements PipelineGuarantee {

    private final Set<Long> published = new HashSet<>();
    private final List<Long> bases = new ArrayList<>();

    @Override
    public void onStepEvent(StepEvent event) {
        if (event.hasShard()) {
            published.add(event.getShard().getStep());
        }
    }

    @Override
    public void onDecision(MaskChange decision) {
        if (decision.hasChange()) {
            bases.add(decision.getChange().getBaseStep());
        }
    }

    @Override
    public void verify() {
        assertThat(published).as("steps that mask changes rest on").containsAll(bases);
    }
}
