package io.plumbline.trainer.run;

import io.plumbline.engine.Activation;
import io.plumbline.engine.BlockSpec;
import io.plumbline.engine.ChainSpec;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.Norm;
import io.plumbline.engine.TransformerSpec;
import io.plumbline.engine.data.Objective;
import io.plumbline.service.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the network of a run description: every kind has keys of its own. */
final class NetworkReader {

    private static final int MOST_UNITS = 1 << 20;
    private static final int MOST_DEPTH = 1 << 10;
    /** As of the first transformers (Vaswani et al. 2017). */
    private static final int UNITS_PER_WIDTH = 4;

    private static final String LAYERS = "network.layers";
    private static final String CHANNELS = "network.channels";
    private static final String POOL_AFTER = "network.pool-after";
    private static final String DENSE = "network.dense";
    private static final String DEPTH = "network.depth";
    private static final String WIDTH = "network.width";
    private static final String NODES = "network.nodes";
    private static final String HEADS = "network.heads";
    private static final String HEAD_WIDTH = "network.head-width";
    private static final String UNITS = "network.units";
    private static final String EXPERTS = "network.experts";
    private static final String BLOCKS = "network.blocks";
    private static final String NORM = "network.norm";

    private static final Map<String, Set<String>> KEYS = Map.of(
            MlpSpec.KIND, Set.of(LAYERS),
            Chain.CNN, Set.of(CHANNELS, POOL_AFTER, DENSE, NORM),
            Chain.RESNET, Set.of(DEPTH, WIDTH, NODES, NORM),
            TransformerSpec.KIND, Set.of(DEPTH, WIDTH, HEADS, HEAD_WIDTH, UNITS, EXPERTS, NODES),
            ChainSpec.KIND, Set.of(BLOCKS, NORM));

    private final Configuration configuration;
    private final Objective objective;
    private final Reading reading;

    /** Reads for data of which this is predicted. */
    NetworkReader(Configuration configuration, Objective objective) {
        this.configuration = configuration;
        this.objective = objective;
        this.reading = new Reading(configuration);
    }

    Network network() {
        String kind = configuration.choice("network.kind", Network.KINDS, Network.KINDS.get(0));
        refuseKeysOfOthers(kind);
        Activation usual = kind.equals(TransformerSpec.KIND) ? Activation.GELU : Activation.RELU;
        Activation activation = reading.constant(Activation.class, "network.activation", usual);
        return switch (kind) {
            case Chain.CNN -> cnn(activation);
            case Chain.RESNET -> resnet(activation);
            case ChainSpec.KIND -> blocks(activation);
            case TransformerSpec.KIND -> transformer(activation);
            default -> new Network.Mlp(reading.integers(LAYERS, MOST_UNITS, List.of(512, 512)), activation);
        };
    }

    private void refuseKeysOfOthers(String kind) {
        Set<String> others = new TreeSet<>();
        KEYS.values().forEach(others::addAll);
        others.removeAll(KEYS.get(kind));
        for (String key : others) {
            configuration
                    .optional(key)
                    .ifPresent(given -> configuration.reject(key + " is no setting of a network of kind " + kind));
        }
    }

    private Network cnn(Activation activation) {
        List<Integer> channels = reading.integers(CHANNELS, MOST_UNITS, List.of(32, 32, 64, 64));
        List<Integer> pooled = reading.integers(POOL_AFTER, MOST_UNITS, List.of());
        List<Integer> dense = reading.integers(DENSE, MOST_UNITS, List.of());
        Norm norm = norm(Norm.NONE);
        return reading.built(
                () -> new Chain.Cnn(channels, pooled, dense, norm, activation),
                () -> new Chain.Cnn(channels, List.of(), dense, norm, activation));
    }

    private Network resnet(Activation activation) {
        int depth = (int) configuration.integer(DEPTH, 1, MOST_DEPTH, 20);
        int width = (int) configuration.integer(WIDTH, 1, MOST_UNITS, 16);
        List<Integer> nodes = reading.integers(NODES, MOST_UNITS, List.of());
        Norm norm = norm(Norm.BATCH);
        return reading.built(
                () -> new Chain.ResNet(depth, width, nodes, norm, activation),
                () -> new Chain.ResNet(8, 16, List.of(), norm, activation));
    }

    private Network transformer(Activation activation) {
        int depth = (int) configuration.integer(DEPTH, 1, MOST_DEPTH, 2);
        int width = (int) configuration.integer(WIDTH, 1, MOST_UNITS, 128);
        int heads = (int) configuration.integer(HEADS, 1, MOST_DEPTH, 4);
        int headWidth = (int) configuration.integer(HEAD_WIDTH, 1, MOST_UNITS, Math.max(1, width / heads));
        int units =
                (int) configuration.integer(UNITS, 1, MOST_UNITS, Math.min(MOST_UNITS, (long) UNITS_PER_WIDTH * width));
        int experts = (int) configuration.integer(EXPERTS, 0, MOST_DEPTH, 0);
        List<Integer> nodes = reading.integers(NODES, MOST_UNITS, List.of());
        boolean causal = objective == Objective.NEXT;
        return reading.built(
                () -> new Transformer(depth, width, heads, headWidth, units, experts, nodes, causal, activation),
                () -> new Transformer(depth, width, heads, headWidth, units, experts, List.of(), causal, activation));
    }

    private Network blocks(Activation activation) {
        Norm norm = norm(Norm.NONE);
        List<BlockSpec> usual = List.of(new BlockSpec.Convolution(32, 1, true));
        if (configuration.optional(BLOCKS).isEmpty()) {
            configuration.reject(BLOCKS + " must say the blocks of a network of kind " + ChainSpec.KIND + ", such as '"
                    + "conv 32 pool, residual 32, dense 64': " + BlockSpec.FORMS);
        }
        List<BlockSpec> blocks = reading.built(
                () -> configuration.optional(BLOCKS).map(BlockSpec::parseAll).orElse(usual), () -> usual);
        return reading.built(
                () -> new Chain.Blocks(blocks, norm, activation), () -> new Chain.Blocks(usual, norm, activation));
    }

    private Norm norm(Norm usual) {
        return reading.constant(Norm.class, NORM, usual);
    }
}
