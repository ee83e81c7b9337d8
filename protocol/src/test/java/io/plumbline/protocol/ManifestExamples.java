package io.plumbline.protocol;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.OpenCounts;
import io.plumbline.protocol.v1.StepEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link Examples} of manifests: the usual one, and one for every key that only some runs have. */
final class ManifestExamples {

    private ManifestExamples() {}

    static Map<String, MessageLite> all() {
        Map<String, MessageLite> manifests = new LinkedHashMap<>();
        manifests.put(
                "step-event-manifest",
                StepEvent.newBuilder().setManifest(Examples.manifest()).build());
        manifests.put(
                "step-event-manifest-weight-decay",
                StepEvent.newBuilder().setManifest(decaying()).build());
        manifests.put(
                "step-event-manifest-counts",
                StepEvent.newBuilder().setManifest(following()).build());
        manifests.put(
                "step-event-manifest-curvature-weight",
                StepEvent.newBuilder().setManifest(byMuAlone()).build());
        manifests.put(
                "step-event-manifest-validation",
                StepEvent.newBuilder().setManifest(heldOut()).build());
        return manifests;
    }

    private static Manifest.Builder heldOut() {
        Manifest.Builder manifest = Examples.manifest().toBuilder();
        manifest.getDataBuilder().setEvaluatedPart("validation");
        return manifest;
    }

    private static Manifest.Builder following() {
        Manifest.Builder manifest = Examples.manifest().toBuilder();
        manifest.getGateBuilder()
                .setPolicy("random-counts")
                .addCounts(OpenCounts.newBuilder().setStep(200).addNodes(3).addNodes(2))
                .addCounts(OpenCounts.newBuilder().setStep(300).addNodes(2).addNodes(2));
        return manifest;
    }

    private static Manifest.Builder byMuAlone() {
        Manifest.Builder manifest = Examples.manifest().toBuilder();
        manifest.getGateBuilder().setSelfTuned(true).setCurvatureWeight(0);
        return manifest;
    }

    private static Manifest.Builder decaying() {
        Manifest.Builder manifest = Examples.manifest().toBuilder();
        manifest.getOptimizerBuilder().setWeightDecay(0.0625);
        return manifest;
    }
}
