package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Before the gate announces a version, that before it was answered: {@code [1, 2]} and an answer to 2 alone is not fine. */
final class EveryVersionIsAnswered implements PipelineGuarantee {

    private final List<Long> announced = new ArrayList<>();
    private final Set<Long> answered = new HashSet<>();

    @Override
    public void onDecision(MaskChange decision) {
        if (decision.hasChange()) {
            announced.add(decision.getChange().getVersion());
        }
    }

    @Override
    public void onAck(MaskAck ack) {
        answered.add(ack.getVersion());
    }

    @Override
    public void verify() {
        // The last may come when no step is left.
        List<Long> due = announced.subList(0, Math.max(0, announced.size() - 1));
        assertThat(answered).as("answered versions").containsAll(due);
    }
}
