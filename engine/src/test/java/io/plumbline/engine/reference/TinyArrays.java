package io.plumbline.engine.reference;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Architecture.Range;
import io.plumbline.core.model.Axis;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Role;
import io.plumbline.core.model.Tensor;
import io.plumbline.engine.NamedArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Names and shapes of the parts of an array of parameters. */
final class TinyArrays {

    private static final List<String> NAMES = List.of("hidden.own", "hidden.offset", "hidden.read", "base");

    private final int[][] shapes;

    TinyArrays(TinyNetwork network) {
        shapes = new int[][] {
            {network.nodes, network.features}, {network.nodes}, {network.nodes, network.classes}, {network.classes}
        };
    }

    /** A node owns a row and an offset; a row of as many numbers as there are classes reads it. */
    Architecture table(TinyNetwork network) {
        Axis owned = Axis.nodes(0, Role.OWNS);
        return Architecture.of(
                List.of(new Range("hidden", LayerKind.DENSE, network.nodes)),
                List.of(
                        Tensor.parameter(NAMES.get(0), 1, owned, Axis.fixed(network.features)),
                        Tensor.parameter(NAMES.get(1), 0, owned),
                        Tensor.parameter(NAMES.get(2), 1, Axis.nodes(0, Role.READS), Axis.fixed(network.classes)),
                        Tensor.parameter(NAMES.get(3), 0, Axis.fixed(network.classes))));
    }

    private int size(int a) {
        return Arrays.stream(shapes[a]).reduce(1, Math::multiplyExact);
    }

    List<NamedArray> export(float[] parameters, String suffix) {
        List<NamedArray> arrays = new ArrayList<>();
        int from = 0;
        for (int a = 0; a < shapes.length; a++) {
            float[] values = Arrays.copyOfRange(parameters, from, from + size(a));
            arrays.add(new NamedArray(NAMES.get(a) + suffix, shapes[a], values));
            from += values.length;
        }
        return arrays;
    }

    /** Takes all of it, or nothing. */
    void take(List<NamedArray> arrays, String suffix, float[] into) {
        if (arrays.size() != shapes.length) {
            throw new IllegalArgumentException(
                    "this network has " + shapes.length + " arrays, got " + arrays.size() + ": " + arrays);
        }
        for (int a = 0; a < shapes.length; a++) {
            NamedArray array = arrays.get(a);
            String name = NAMES.get(a) + suffix;
            if (!array.name().equals(name) || !Arrays.equals(array.shape(), shapes[a])) {
                throw new IllegalArgumentException("expected " + name + Arrays.toString(shapes[a]) + ", got " + array);
            }
        }
        int from = 0;
        for (int a = 0; a < shapes.length; a++) {
            System.arraycopy(arrays.get(a).values(), 0, into, from, size(a));
            from += size(a);
        }
    }

    void eachRow(float[] parameters, Consumer<float[]> rows) {
        int from = 0;
        for (int[] shape : shapes) {
            int width = shape[shape.length - 1];
            for (int r = 0; r < (shape.length == 1 ? 1 : shape[0]); r++) {
                rows.accept(Arrays.copyOfRange(parameters, from, from + width));
                from += width;
            }
        }
    }

    /** Refuses a mask of another network, or one that opens nodes which were removed. */
    static void requireLeft(Mask wanted, Mask left) {
        if (wanted.nodes() != left.nodes()) {
            throw new IllegalArgumentException("the mask is of " + wanted.nodes() + " nodes, not " + left.nodes());
        }
        for (int b = 0; b < left.nodes(); b++) {
            if (wanted.isOpen(b) && !left.isOpen(b)) {
                throw new IllegalArgumentException("the mask opens nodes that were removed");
            }
        }
    }
}
