package io.plumbline.protocol;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.v1.Architecture;
import io.plumbline.protocol.v1.Axis;
import io.plumbline.protocol.v1.AxisRole;
import io.plumbline.protocol.v1.Factor;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.OpenCounts;
import io.plumbline.protocol.v1.Setting;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.Tensor;
import io.plumbline.protocol.v1.TensorKind;
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
                "step-event-manifest-resumed",
                StepEvent.newBuilder().setManifest(resumed()).build());
        manifests.put(
                "step-event-manifest-architecture",
                StepEvent.newBuilder().setManifest(attention()).build());
        manifests.put(
                "step-event-manifest-counts",
                StepEvent.newBuilder().setManifest(following()).build());
        manifests.put(
                "step-event-manifest-validation",
                StepEvent.newBuilder().setManifest(heldOut()).build());
        manifests.put(
                "step-event-manifest-draws",
                StepEvent.newBuilder()
                        .setManifest(Examples.manifest().toBuilder().setProbeDraws(4))
                        .build());
        manifests.put(
                "step-event-manifest-capacity",
                StepEvent.newBuilder()
                        .setManifest(Examples.manifest().toBuilder().setCapacityForm("between-layers"))
                        .build());
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
                .clearSettings()
                .addSettings(Setting.newBuilder().setKey("policy").setText("random-counts"))
                .addCounts(OpenCounts.newBuilder().setStep(200).addNodes(3).addNodes(2))
                .addCounts(OpenCounts.newBuilder().setStep(300).addNodes(2).addNodes(2));
        return manifest;
    }

    private static Manifest.Builder resumed() {
        Manifest.Builder manifest = Examples.manifest().toBuilder();
        manifest.setAttempt(2)
                .setClaim("00c0ffee00c0ffef")
                .setParent("digits-0")
                .getOptimizerBuilder()
                .setWeightDecay(0.0625);
        return manifest;
    }

    /** Every kind of tensor, axis and role: two heads of four columns beside running averages and attention scores. */
    private static Manifest.Builder attention() {
        Axis fixed = axis(factor(8));
        Axis heads = axis(factor(3), factor(4).setRange(0).setRole(AxisRole.AXIS_ROLE_OWNS));
        Axis read = axis(factor(4).setRange(0).setRole(AxisRole.AXIS_ROLE_READS));
        Axis follows = axis(factor(1).setRange(1).setRole(AxisRole.AXIS_ROLE_FOLLOWS));
        return Examples.manifest().toBuilder()
                .setArchitecture(Architecture.newBuilder()
                        .addTensors(tensor("qkv", TensorKind.TENSOR_KIND_PARAMETER, 16)
                                .addAxes(fixed)
                                .addAxes(heads))
                        .addTensors(tensor("projection", TensorKind.TENSOR_KIND_PARAMETER, 16)
                                .addAxes(read)
                                .addAxes(fixed))
                        .addTensors(tensor("scores", TensorKind.TENSOR_KIND_PRODUCT, 16)
                                .addAxes(read)
                                .addAxes(axis(factor(16))))
                        .addTensors(
                                tensor("mean", TensorKind.TENSOR_KIND_STATE, 0).addAxes(follows)));
    }

    private static Tensor.Builder tensor(String name, TensorKind kind, double uses) {
        return Tensor.newBuilder().setName(name).setKind(kind).setUses(uses);
    }

    private static Axis axis(Factor.Builder... factors) {
        Axis.Builder axis = Axis.newBuilder();
        for (Factor.Builder factor : factors) {
            axis.addFactors(factor);
        }
        return axis.build();
    }

    private static Factor.Builder factor(int size) {
        return Factor.newBuilder().setSize(size);
    }
}
