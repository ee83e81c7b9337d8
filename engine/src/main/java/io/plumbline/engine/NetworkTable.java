package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Axis;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Role;
import io.plumbline.core.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Makes the table of axes of a network. */
final class NetworkTable implements NetworkBuilder {

    /** How names of scales end. */
    static final String SCALE = ".scale";

    static final String WEIGHT = ".weight";
    static final String BIAS = ".bias";

    private final List<Architecture.Range> ranges = new ArrayList<>();
    private final List<Tensor> learned = new ArrayList<>();
    private final List<Tensor> kept = new ArrayList<>();
    private final List<Tensor> products = new ArrayList<>();

    /** Returns the table: what is learned, then what is kept, then what is computed without entries. */
    Architecture architecture() {
        List<Tensor> tensors = new ArrayList<>(learned);
        tensors.addAll(kept);
        tensors.addAll(products);
        return Architecture.of(ranges, tensors);
    }

    @Override
    public void layer(String name, LayerKind kind, int nodes) {
        ranges.add(new Architecture.Range(name, kind, nodes));
    }

    private static Axis in(OptionalInt reader, int count) {
        return reader.isPresent() ? Axis.nodes(reader.getAsInt(), Role.READS) : Axis.fixed(count);
    }

    @Override
    public void convolution(Kernels kernels, boolean hasBias) {
        Axis out = Axis.nodes(kernels.owner(), Role.OWNS);
        Axis size = Axis.fixed(kernels.size());
        double pixels = kernels.out().pixels();
        Axis in = in(kernels.reader(), kernels.in().channels());
        learned.add(Tensor.parameter(kernels.name() + WEIGHT, pixels, size, size, in, out));
        if (hasBias) {
            learned.add(Tensor.parameter(kernels.name() + BIAS, 0, out));
        }
    }

    @Override
    public void norm(String name, int layer, ImageShape shape) {
        scaleAndShift(name, Axis.nodes(layer, Role.OWNS));
        kept.add(Tensor.state(name + ".mean", Axis.nodes(layer, Role.FOLLOWS)));
        kept.add(Tensor.state(name + ".variance", Axis.nodes(layer, Role.FOLLOWS)));
    }

    @Override
    public void linear(String name, int in, OptionalInt reader, OptionalInt owner, int columns) {
        Axis out = owner.isPresent() ? Axis.nodes(owner.getAsInt(), Role.OWNS) : Axis.fixed(columns);
        Architecture.addMap(name, 1, in(reader, in), out, learned);
    }

    @Override
    public void embed(int vocabulary, int tokens, int width) {
        // Looking a row up is no multiplication; telling the logits is, of every token.
        learned.add(Tensor.parameter(TransformerWalk.TOKENS, tokens, Axis.fixed(vocabulary), Axis.fixed(width)));
        learned.add(Tensor.parameter(TransformerWalk.POSITIONS, 0, Axis.fixed(tokens), Axis.fixed(width)));
    }

    @Override
    public void layerNorm(String name, int tokens, int width) {
        scaleAndShift(name, Axis.fixed(width));
    }

    /** Like a bias: work that grows with the number of nodes alone is left out. */
    private void scaleAndShift(String name, Axis axis) {
        learned.add(Tensor.parameter(name + SCALE, 0, axis));
        learned.add(Tensor.parameter(name + ".shift", 0, axis));
    }

    @Override
    public void tokens(String name, int tokens, Axis in, Axis out) {
        Architecture.addMap(name, tokens, in, out, learned);
    }

    /** Every token goes to one expert, however many there are: a closed one saves its part of the router's work alone. */
    @Override
    public void mixture(String name, int layer, Mixture shape) {
        Axis width = Axis.fixed(shape.width());
        Axis units = Axis.fixed(shape.units());
        Axis owners = Axis.nodes(layer, Role.OWNS);
        String experts = name + ".experts";
        learned.add(
                Tensor.parameter(name + ".router" + WEIGHT, shape.tokens(), width, Axis.nodes(layer, Role.FOLLOWS)));
        learned.add(Tensor.parameter(experts + WEIGHT, 0, owners, width, units));
        learned.add(Tensor.parameter(experts + BIAS, 0, owners, units));
        learned.add(Tensor.parameter(experts + TransformerWalk.BACK + WEIGHT, 0, owners, units, width));
        learned.add(Tensor.parameter(experts + TransformerWalk.BACK + BIAS, 0, owners, width));
        products.add(Tensor.product(experts + ".work", 2.0 * shape.tokens(), width, units));
    }

    /** Scores, and what is mixed by them: of every pair of tokens, those that are hidden from each other too, for they are computed. */
    @Override
    public void attention(String name, int layer, Attention.Shape shape, boolean causal) {
        Axis tokens = Axis.fixed(shape.tokens());
        products.add(
                Tensor.product(name + ".scores", 2, tokens, tokens, Axis.blocks(layer, shape.width(), Role.FOLLOWS)));
    }
}
