package io.plumbline.protocol;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.v1.Balance;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.StepEvent;
import java.util.Map;

/** {@link Examples} of what came with the balance of a decision's terms. */
final class BalanceExamples {

    private BalanceExamples() {}

    /** Returns the events by the name of their golden file. */
    static Map<String, MessageLite> all() {
        return Map.of(
                "step-event-manifest-balance",
                StepEvent.newBuilder().setManifest(manifest()).build());
    }

    private static Manifest manifest() {
        Balance balance = Balance.newBuilder()
                .setBudgetPerLayer(true)
                .setTaskLeast(2)
                .setTaskMost(20)
                .setCurvatureWeight(0.5)
                .setTaskGradient(true)
                .build();
        return Examples.manifest().toBuilder()
                .setGate(Examples.settings().toBuilder().setBalance(balance))
                .build();
    }
}
