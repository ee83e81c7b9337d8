package io.plumbline.gate;

import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.OpenCounts;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.StepEvent;
import org.junit.jupiter.api.Test;

/** A manifest that can be none is counted and goes to dead-letters, and the runs that are there go on. */
class BadManifestsTest extends RefusingGate {

    @Test
    void refusesAManifestWithAnUnknownPolicy() {
        // Given
        Manifest.Builder manifest = new TestTrainer("run-2", 40).manifest(1).toBuilder();
        manifest.setGate(GateSettingsCodec.write(GateSettings.defaults("wishful", 2000)));

        // Then
        refuses(StepEvent.newBuilder().setManifest(manifest).build(), "invalid");
    }

    @Test
    void refusesAManifestWithCountsThatItsPolicyDoesNotFollow() {
        // Given
        Manifest.Builder manifest = new TestTrainer("run-2", 40).manifest(1).toBuilder();
        manifest.setGate(GateSettingsCodec.write(
                GateSettings.defaults("fisher", 2000).following(OpenCounts.parse("200:10,10"))));

        // Then
        refuses(StepEvent.newBuilder().setManifest(manifest).build(), "invalid");
    }

    @Test
    void refusesAManifestWithoutLayers() {
        refuses(
                StepEvent.newBuilder()
                        .setManifest(new TestTrainer("run-2", 40)
                                .manifest(1).toBuilder().clearRanges())
                        .build(),
                "invalid");
    }

    @Test
    void refusesAManifestTooLargeToBelieve() {
        // Given
        Manifest.Builder manifest = new TestTrainer("run-2", 40).manifest(1).toBuilder();
        manifest.getRangesBuilder(0).setNodes(Integer.MAX_VALUE);

        // Then
        refuses(StepEvent.newBuilder().setManifest(manifest).build(), "invalid");
    }

    @Test
    void refusesAnotherAttemptOfAnotherNetwork() {
        refuses(
                StepEvent.newBuilder()
                        .setManifest(new TestTrainer("run-1", 50).manifest(2))
                        .build(),
                "wrong-shape");
    }
}
