package io.plumbline.engine;

import io.plumbline.core.model.LayerKind;
import io.plumbline.engine.BlockSpec.Convolution;
import io.plumbline.engine.BlockSpec.Dense;
import io.plumbline.engine.BlockSpec.Residual;
import io.plumbline.engine.NetworkBuilder.Kernels;
import java.util.List;
import java.util.OptionalInt;

/** Tells a builder a network, from the features to the logits. */
final class ChainWalk {

    private final ChainSpec network;
    private final List<BlockSpec> blocks;
    private final NetworkBuilder builder;
    private final boolean normalised;
    /** What is there. */
    private ImageShape shape;
    /** Whose nodes the channels of it are; empty: those of the features. */
    private OptionalInt channels = OptionalInt.empty();
    /** Whether it is a stream, which every reader gates. */
    private boolean isStream;

    private int layers;
    private int convolutions;
    private int residuals;
    private int streams;

    private ChainWalk(ChainSpec network, NetworkBuilder builder) {
        this.network = network;
        this.blocks = network.blocks();
        this.builder = builder;
        normalised = network.norm() == Norm.BATCH;
        shape = network.images();
    }

    /** Tells all of it. */
    static void of(ChainSpec network, NetworkBuilder builder) {
        ChainWalk walk = new ChainWalk(network, builder);
        builder.images(network.images());
        int k = 0;
        for (; k < walk.blocks.size() && !(walk.blocks.get(k) instanceof Dense); k++) {
            if (walk.blocks.get(k) instanceof Convolution block) {
                walk.convolution(block, walk.isFollowedByStream(k));
            } else if (walk.blocks.get(k) instanceof Residual block) {
                walk.residual(block, beginsStream(walk.blocks, k));
            }
        }
        walk.dense(network.blocks().subList(k, network.blocks().size()));
    }

    /**
     * Returns whether what residual block {@code k} makes has nodes of its own: where it does not, it adds to the stream that is
     * there.
     */
    static boolean beginsStream(List<BlockSpec> blocks, int k) {
        Residual residual = (Residual) blocks.get(k);
        return k == 0 || residual.stride() > 1 || channels(blocks.get(k - 1)) != residual.channels();
    }

    private static int channels(BlockSpec block) {
        return block instanceof Residual residual ? residual.channels() : block.nodes();
    }

    private boolean isFollowedByStream(int k) {
        return k + 1 < blocks.size() && blocks.get(k + 1) instanceof Residual && !beginsStream(blocks, k + 1);
    }

    private int layer(String name, LayerKind kind, int nodes) {
        builder.layer(name, kind, nodes);
        return layers++;
    }

    private void convolution(Convolution block, boolean beginsStream) {
        gate();
        String name = "conv-" + ++convolutions;
        int layer = beginsStream ? stream(block.nodes()) : layer(name, LayerKind.CONVOLUTION, block.nodes());
        convolve(name, name + ".norm", ChainSpec.KERNEL, block.stride(), layer, block.nodes());
        if (block.isPooled()) {
            builder.pool(shape);
            shape = shape.pooled();
        }
        if (beginsStream) {
            builder.activate();
            isStream = true;
        } else {
            builder.units(layer, block.nodes());
        }
    }

    private int stream(int nodes) {
        return layer("stream-" + ++streams, LayerKind.STREAM, nodes);
    }

    /** Behind it the nodes of {@code owner} are there. */
    private void convolve(String name, String norm, int size, int stride, int owner, int nodes) {
        Kernels kernels = new Kernels(name, shape, size, stride, channels, owner, nodes);
        builder.convolution(kernels, !normalised);
        shape = kernels.out();
        channels = OptionalInt.of(owner);
        if (normalised) {
            builder.norm(norm, owner, shape);
        }
    }

    private void residual(Residual block, boolean beginsStream) {
        String name = "residual-" + ++residuals;
        ImageShape before = shape;
        OptionalInt read = channels;
        if (beginsStream) {
            gate();
            builder.split();
        } else {
            builder.keep(channels.getAsInt());
        }
        int inner = layer(name, LayerKind.CONVOLUTION, block.nodes());
        int stream = beginsStream ? stream(block.channels()) : read.getAsInt();
        convolve(name + ".conv-1", name + ".norm-1", ChainSpec.KERNEL, block.stride(), inner, block.nodes());
        builder.units(inner, block.nodes());
        convolve(name + ".conv-2", name + ".norm-2", ChainSpec.KERNEL, 1, stream, block.channels());
        if (beginsStream) {
            builder.swap();
            shape = before;
            channels = read;
            convolve(name + ".shortcut", name + ".norm-3", 1, block.stride(), stream, block.channels());
        }
        builder.join();
        isStream = true;
    }

    /** Before a reader that is the last of a stream. */
    private void gate() {
        if (isStream) {
            builder.gate(channels.getAsInt());
        }
        isStream = false;
    }

    private void dense(List<BlockSpec> behind) {
        gate();
        builder.mean(shape);
        int in = shape.channels();
        for (int l = 0; l < behind.size(); l++) {
            int units = behind.get(l).nodes();
            int layer = layer("dense-" + (l + 1), LayerKind.DENSE, units);
            builder.linear("dense-" + (l + 1), in, channels, OptionalInt.of(layer), units);
            builder.units(layer, units);
            channels = OptionalInt.of(layer);
            in = units;
        }
        builder.linear("output", in, channels, OptionalInt.empty(), network.classes());
    }
}
