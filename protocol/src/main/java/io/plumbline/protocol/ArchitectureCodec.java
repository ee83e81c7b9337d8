package io.plumbline.protocol;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Axis;
import io.plumbline.core.model.Factor;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Role;
import io.plumbline.core.model.Tensor;
import io.plumbline.protocol.v1.AxisRole;
import io.plumbline.protocol.v1.TensorKind;
import java.util.ArrayList;
import java.util.List;

/** The table of axes, from core's values to the message and back. */
final class ArchitectureCodec {

    private ArchitectureCodec() {}

    static io.plumbline.protocol.v1.Architecture write(Architecture architecture) {
        var message = io.plumbline.protocol.v1.Architecture.newBuilder();
        for (Tensor tensor : architecture.tensors()) {
            var written = io.plumbline.protocol.v1.Tensor.newBuilder()
                    .setName(tensor.name())
                    .setKind(kind(tensor.kind()))
                    .setUses(tensor.uses());
            tensor.axes().forEach(axis -> written.addAxes(message(axis)));
            message.addTensors(written);
        }
        return message.build();
    }

    private static io.plumbline.protocol.v1.Axis message(Axis axis) {
        var message = io.plumbline.protocol.v1.Axis.newBuilder();
        for (Factor factor : axis.factors()) {
            if (factor instanceof Factor.Nodes nodes) {
                message.addFactors(io.plumbline.protocol.v1.Factor.newBuilder()
                        .setSize(nodes.block())
                        .setRange(nodes.layer())
                        .setRole(role(nodes.role())));
            } else {
                message.addFactors(
                        io.plumbline.protocol.v1.Factor.newBuilder().setSize(((Factor.Fixed) factor).size()));
            }
        }
        return message.build();
    }

    private static TensorKind kind(Tensor.Kind kind) {
        return switch (kind) {
            case PARAMETER -> TensorKind.TENSOR_KIND_PARAMETER;
            case STATE -> TensorKind.TENSOR_KIND_STATE;
            case PRODUCT -> TensorKind.TENSOR_KIND_PRODUCT;
        };
    }

    private static AxisRole role(Role role) {
        return switch (role) {
            case OWNS -> AxisRole.AXIS_ROLE_OWNS;
            case READS -> AxisRole.AXIS_ROLE_READS;
            case FOLLOWS -> AxisRole.AXIS_ROLE_FOLLOWS;
        };
    }

    /**
     * Returns the table of a message.
     *
     * @param layers of the same manifest
     * @throws IllegalArgumentException if such a network is impossible, in one sentence
     * @throws ArithmeticException if an axis is longer than int says
     */
    static Architecture read(io.plumbline.protocol.v1.Architecture message, Layers layers) {
        List<Tensor> tensors = new ArrayList<>();
        for (var tensor : message.getTensorsList()) {
            List<Axis> axes =
                    tensor.getAxesList().stream().map(ArchitectureCodec::axis).toList();
            tensors.add(new Tensor(tensor.getName(), kind(tensor), axes, tensor.getUses()));
        }
        Architecture architecture = new Architecture(layers, tensors);
        tensors.forEach(tensor -> tensor.shape(layers, architecture.all()));
        return architecture;
    }

    private static Axis axis(io.plumbline.protocol.v1.Axis message) {
        return new Axis(
                message.getFactorsList().stream().map(ArchitectureCodec::factor).toList());
    }

    private static Factor factor(io.plumbline.protocol.v1.Factor message) {
        return message.hasRange()
                ? new Factor.Nodes(message.getRange(), message.getSize(), role(message))
                : new Factor.Fixed(message.getSize());
    }

    private static Tensor.Kind kind(io.plumbline.protocol.v1.Tensor message) {
        return switch (message.getKind()) {
            case TENSOR_KIND_PARAMETER -> Tensor.Kind.PARAMETER;
            case TENSOR_KIND_STATE -> Tensor.Kind.STATE;
            case TENSOR_KIND_PRODUCT -> Tensor.Kind.PRODUCT;
            case TENSOR_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException(
                        "tensor " + message.getName() + ": expected the kind parameter, state or product");
        };
    }

    private static Role role(io.plumbline.protocol.v1.Factor message) {
        return switch (message.getRole()) {
            case AXIS_ROLE_OWNS -> Role.OWNS;
            case AXIS_ROLE_READS -> Role.READS;
            case AXIS_ROLE_FOLLOWS -> Role.FOLLOWS;
            case AXIS_ROLE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException(
                        "an axis of layer " + message.getRange() + ": expected the role owns, reads or follows");
        };
    }
}
