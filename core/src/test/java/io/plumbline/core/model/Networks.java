package io.plumbline.core.model;

import io.plumbline.core.model.Architecture.Range;
import java.util.ArrayList;
import java.util.List;

/** Tables of networks that are not perceptrons. */
final class Networks {

    private static final int TOKENS = 16;

    private Networks() {}

    /** 3·3 kernels from 3 to 8 channels on 16·16 pixels, batch normalisation, pooled to 4·4, ten classes. */
    static Architecture convolution() {
        Axis channels = Axis.nodes(0, Role.OWNS);
        Axis follows = Axis.nodes(0, Role.FOLLOWS);
        Axis read = Axis.of(new Factor.Fixed(16), new Factor.Nodes(0, 1, Role.READS));
        return Architecture.of(
                List.of(new Range("conv-1", LayerKind.CONVOLUTION, 8)),
                List.of(
                        Tensor.parameter("conv-1.weight", 256, Axis.fixed(27), channels),
                        Tensor.parameter("norm-1.scale", 0, channels),
                        Tensor.parameter("norm-1.shift", 0, channels),
                        Tensor.state("norm-1.mean", follows),
                        Tensor.state("norm-1.variance", follows),
                        Tensor.parameter("output.weight", 1, read, Axis.fixed(10)),
                        Tensor.parameter("output.bias", 0, Axis.fixed(10))));
    }

    /** A stem of 3 to 4 channels, two blocks of 4 → 6 → 4, all on 8·8 pixels, the mean of which is read by ten classes. */
    static Architecture residual() {
        List<Range> ranges = new ArrayList<>(List.of(new Range("stream", LayerKind.CONVOLUTION, 4)));
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(Tensor.parameter("stem.weight", 64, Axis.fixed(27), Axis.nodes(0, Role.OWNS)));
        for (int block = 1; block <= 2; block++) {
            ranges.add(new Range("block-" + block, LayerKind.CONVOLUTION, 6));
            tensors.add(Tensor.parameter(
                    "block-" + block + ".in",
                    64,
                    Axis.fixed(9),
                    Axis.nodes(0, Role.READS),
                    Axis.nodes(block, Role.OWNS)));
            tensors.add(Tensor.parameter(
                    "block-" + block + ".out",
                    64,
                    Axis.fixed(9),
                    Axis.nodes(block, Role.READS),
                    Axis.nodes(0, Role.OWNS)));
        }
        tensors.add(Tensor.parameter("output.weight", 1, Axis.nodes(0, Role.READS), Axis.fixed(10)));
        return Architecture.of(ranges, tensors);
    }

    /** Two heads of four columns on a stream of eight, whose scores are products; an output of twenty. */
    static Architecture attention() {
        Axis heads = Axis.of(new Factor.Fixed(3), new Factor.Nodes(0, 4, Role.OWNS));
        Axis read = Axis.blocks(0, 4, Role.READS);
        return Architecture.of(
                List.of(new Range("heads-1", LayerKind.ATTENTION_HEAD, 2)),
                List.of(
                        Tensor.parameter("qkv.weight", TOKENS, Axis.fixed(8), heads),
                        Tensor.parameter("qkv.bias", 0, heads),
                        Tensor.parameter("projection.weight", TOKENS, read, Axis.fixed(8)),
                        Tensor.product("scores", TOKENS, Axis.blocks(0, 4, Role.FOLLOWS), Axis.fixed(TOKENS)),
                        Tensor.product("weighted", TOKENS, Axis.blocks(0, 4, Role.FOLLOWS), Axis.fixed(TOKENS)),
                        Tensor.parameter("output.weight", TOKENS, Axis.fixed(8), Axis.fixed(20))));
    }

    /** A table of twenty words by eight channels, looked up on the way in and multiplied on the way out. */
    static Architecture tied() {
        return Architecture.of(
                List.of(new Range("stream", LayerKind.DENSE, 8)),
                List.of(
                        Tensor.parameter("embedding", TOKENS, Axis.fixed(20), Axis.nodes(0, Role.OWNS)),
                        Tensor.parameter("reader", TOKENS, Axis.nodes(0, Role.READS), Axis.fixed(5))));
    }

    /** Four experts of 8 → 32 → 8, to one of which a router sends every token. */
    static Architecture experts() {
        Axis experts = Axis.nodes(0, Role.OWNS);
        return Architecture.of(
                List.of(new Range("experts-1", LayerKind.EXPERT, 4)),
                List.of(
                        Tensor.parameter("experts-1.in", 0, experts, Axis.fixed(8), Axis.fixed(32)),
                        Tensor.parameter("experts-1.in-bias", 0, experts, Axis.fixed(32)),
                        Tensor.parameter("experts-1.out", 0, experts, Axis.fixed(32), Axis.fixed(8)),
                        Tensor.parameter("experts-1.out-bias", 0, experts, Axis.fixed(8)),
                        Tensor.parameter("router", TOKENS, Axis.fixed(8), Axis.nodes(0, Role.FOLLOWS)),
                        Tensor.product("expert-in", TOKENS, Axis.fixed(8), Axis.fixed(32)),
                        Tensor.product("expert-out", TOKENS, Axis.fixed(32), Axis.fixed(8))));
    }
}
