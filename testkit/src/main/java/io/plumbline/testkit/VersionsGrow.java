package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskChange;
import java.util.ArrayList;
import java.util.List;

/** Mask versions only grow, and no number is used twice: {@code [1, 2, 4]} is fine, {@code [1, 1]} is not. */
final class VersionsGrow implements PipelineGuarantee {

    private final List<Long> versions = new ArrayList<>();

    @Override
    public void onDecision(MaskChange decision) {
        if (decision.hasChange()) {
            versions.add(decision.getChange().getVersion());
        }
    }

    @Override
    public void verify() {
        for (int i = 1; i < versions.size(); i++) {
            assertThat(versions.get(i))
                    .as("mask version after %s, of %s", versions.get(i - 1), versions)
                    .isGreaterThan(versions.get(i - 1));
        }
    }
}
