package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskChange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Mask versions count from 1, each number is used once: {@code [1, 2, 3]} is fine; {@code [1, 1]}, {@code [1, 3]} are not. */
final class VersionsAreContiguous implements PipelineGuarantee {

    private final List<Long> versions = new ArrayList<>();

    @Override
    public void onDecision(MaskChange decision) {
        if (decision.hasChange()) {
            versions.add(decision.getChange().getVersion());
        }
    }

    @Override
    public void verify() {
        assertThat(versions)
                .as("mask versions, in order")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, versions.size()).boxed().toList());
    }
}
