package io.plumbline.trainer;

import io.plumbline.engine.NetworkSpec;
import io.plumbline.protocol.v1.Architecture;
import io.plumbline.protocol.v1.Axis;
import io.plumbline.protocol.v1.AxisRole;
import io.plumbline.protocol.v1.Factor;
import io.plumbline.protocol.v1.Tensor;
import io.plumbline.protocol.v1.TensorKind;

/** The table of axes of a network, as its manifest says it. */
final class Architectures {

    private Architectures() {}

    /**
     * Returns the table of a multi-layer perceptron: the weights of a dense map, [in, out], are used once per example; a node
     * owns its column and its bias, and the row of the next map that reads it leads out of it.
     */
    static Architecture of(NetworkSpec network) {
        Architecture.Builder table = Architecture.newBuilder();
        for (int l = 0; l < network.depth(); l++) {
            Axis in = axis(network, l, AxisRole.AXIS_ROLE_READS);
            Axis out = axis(network, l + 1, AxisRole.AXIS_ROLE_OWNS);
            table.addTensors(
                    tensor(network.nameOf(l) + ".weight", 1).addAxes(in).addAxes(out));
            // To add a bias is no multiplication.
            table.addTensors(tensor(network.nameOf(l) + ".bias", 0).addAxes(out));
        }
        return table.build();
    }

    private static Tensor.Builder tensor(String name, double uses) {
        return Tensor.newBuilder()
                .setName(name)
                .setKind(TensorKind.TENSOR_KIND_PARAMETER)
                .setUses(uses);
    }

    /** Inputs and outputs of the network are of a fixed length, all between are ranges of nodes. */
    private static Axis axis(NetworkSpec network, int place, AxisRole role) {
        boolean gated = place > 0 && place < network.depth();
        Factor.Builder factor = Factor.newBuilder();
        return Axis.newBuilder()
                .addFactors(
                        gated
                                ? factor.setSize(1).setRange(place - 1).setRole(role)
                                : factor.setSize(network.width(place)))
                .build();
    }
}
