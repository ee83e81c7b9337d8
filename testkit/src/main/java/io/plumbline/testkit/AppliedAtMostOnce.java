package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import java.util.ArrayList;
import java.util.List;

/** A trainer answers every version at most once, and only versions that were announced. */
final class AppliedAtMostOnce implements PipelineGuarantee {

    private final List<Long> announced = new ArrayList<>();
    private final List<Long> answered = new ArrayList<>();

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
        assertThat(answered)
                .as("versions answered by the trainer")
                .doesNotHaveDuplicates()
                .isSubsetOf(announced);
    }
}
