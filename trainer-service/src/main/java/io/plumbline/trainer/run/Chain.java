package io.plumbline.trainer.run;

import io.plumbline.core.model.Layers;
import io.plumbline.engine.Activation;
import io.plumbline.engine.BlockSpec;
import io.plumbline.engine.ChainSpec;
import io.plumbline.engine.Norm;
import io.plumbline.engine.data.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network of convolutions, see {@link ChainSpec}: as a list of blocks, or in a short form. */
public sealed interface Chain extends Network {

    /** Stands for {@link Cnn}. */
    String CNN = "cnn";

    /** Stands for {@link ResNet}. */
    String RESNET = "resnet";

    /** Large enough for any pooling: what the data's images make of it is said when they are there. */
    Shape LARGE = Shape.of(1 << 15, 1 << 15);

    /** Returns its blocks. */
    List<BlockSpec> blocks();

    /** Returns what follows every convolution. */
    Norm norm();

    /** Returns the activation of all nodes. */
    Activation activation();

    /** Returns what only this form has below {@code network}, in a fixed order. */
    Map<String, Object> form();

    @Override
    default Layers gatedLayers() {
        return spec(LARGE, 2).layers();
    }

    @Override
    default ChainSpec spec(Shape example, int classes) {
        return new ChainSpec(example, blocks(), norm(), classes, activation());
    }

    @Override
    default Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>(form());
        settings.put("norm", norm().spelling());
        settings.put("activation", activation().spelling());
        return Collections.unmodifiableMap(settings);
    }

    /** Throws unless it is a network for images that are large enough. */
    private static void require(List<BlockSpec> blocks, Norm norm, Activation activation) {
        new ChainSpec(LARGE, blocks, norm, 2, activation);
    }

    /**
     * A plain convolutional network, see {@link BlockSpec#cnn}.
     *
     * @param channels of every convolution
     * @param poolAfter convolutions that are pooled, from 1
     * @param dense units of the dense layers behind
     * @param norm what follows every convolution
     * @param activation of all nodes
     */
    record Cnn(List<Integer> channels, List<Integer> poolAfter, List<Integer> dense, Norm norm, Activation activation)
            implements Chain {

        /** Checks and copies the components. */
        public Cnn {
            channels = List.copyOf(channels);
            poolAfter = List.copyOf(poolAfter);
            dense = List.copyOf(dense);
            require(BlockSpec.cnn(channels, poolAfter, dense), norm, activation);
        }

        @Override
        public List<BlockSpec> blocks() {
            return BlockSpec.cnn(channels, poolAfter, dense);
        }

        @Override
        public Network withNodes(List<Integer> counts) {
            int convolutions = channels.size();
            return new Cnn(
                    counts.subList(0, convolutions),
                    poolAfter,
                    counts.subList(convolutions, counts.size()),
                    norm,
                    activation);
        }

        @Override
        public Map<String, Object> form() {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("kind", CNN);
            form.put("channels", channels);
            if (!poolAfter.isEmpty()) {
                form.put("pool-after", poolAfter);
            }
            if (!dense.isEmpty()) {
                form.put("dense", dense);
            }
            return form;
        }
    }

    /**
     * A residual network, see {@link BlockSpec#resnet}.
     *
     * @param depth layers with weights on the way, 6n + 2
     * @param width channels of the first stage
     * @param nodes of every gated layer, where they are not what depth and width say; empty: they are
     * @param norm what follows every convolution
     * @param activation of all nodes
     */
    record ResNet(int depth, int width, List<Integer> nodes, Norm norm, Activation activation) implements Chain {

        /** Checks and copies the components. */
        public ResNet {
            nodes = List.copyOf(nodes);
            List<BlockSpec> whole = BlockSpec.resnet(depth, width);
            int layers =
                    new ChainSpec(LARGE, whole, norm, 2, activation).layers().size();
            if (!nodes.isEmpty() && nodes.size() != layers) {
                throw new IllegalArgumentException(
                        "network.nodes must be " + layers + " numbers at depth " + depth + ", were " + nodes);
            }
        }

        @Override
        public List<BlockSpec> blocks() {
            List<BlockSpec> whole = BlockSpec.resnet(depth, width);
            return nodes.isEmpty() ? whole : ChainSpec.withNodes(whole, nodes);
        }

        @Override
        public Network withNodes(List<Integer> counts) {
            return new ResNet(depth, width, counts, norm, activation);
        }

        @Override
        public Map<String, Object> form() {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("kind", RESNET);
            form.put("depth", depth);
            form.put("width", width);
            if (!nodes.isEmpty()) {
                form.put("nodes", nodes);
            }
            return form;
        }
    }

    /**
     * A network block by block.
     *
     * @param blocks from the images to the last layer before the output
     * @param norm what follows every convolution
     * @param activation of all nodes
     */
    record Blocks(List<BlockSpec> blocks, Norm norm, Activation activation) implements Chain {

        /** Checks and copies the components. */
        public Blocks {
            blocks = List.copyOf(blocks);
            require(blocks, norm, activation);
        }

        @Override
        public Network withNodes(List<Integer> counts) {
            return new Blocks(ChainSpec.withNodes(blocks, counts), norm, activation);
        }

        @Override
        public Map<String, Object> form() {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("kind", ChainSpec.KIND);
            form.put("blocks", blocks.stream().map(BlockSpec::text).toList());
            return form;
        }
    }
}
