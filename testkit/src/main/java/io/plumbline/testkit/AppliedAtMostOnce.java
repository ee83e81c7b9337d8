package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import java.util.ArrayList;
import java.util.List;

/**
 * A trainer answers every version at most once, and only versions that were announced; a later attempt may answer again what
 * it does not know to be answered.
 */
final class AppliedAtMostOnce implements PipelineGuarantee {

    private final List<Long> announced = new ArrayList<>();
    private final List<Long> versions = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    @Override
    public void onDecision(MaskChange decision) {
        if (decision.hasChange()) {
            announced.add(decision.getChange().getVersion());
        }
    }

    @Override
    public void onAck(MaskAck ack) {
        versions.add(ack.getVersion());
        answers.add(ack.getVersion() + " by attempt " + ack.getAttempt());
    }

    @Override
    public void verify() {
        assertThat(answers).as("versions answered by the trainer").doesNotHaveDuplicates();
        assertThat(versions).as("versions answered by the trainer").isSubsetOf(announced);
    }
}
