package io.plumbline.benchmarks;

import io.plumbline.engine.Activation;
import io.plumbline.engine.Batch;
import io.plumbline.engine.BlockSpec;
import io.plumbline.engine.ChainSpec;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.Norm;
import io.plumbline.engine.TransformerSpec;
import io.plumbline.engine.data.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Networks of blocks that are measured, and random examples for them. */
final class BlockNetworks {

    private static final Shape IMAGES = Shape.of(3, 32, 32);

    private BlockNetworks() {}

    /** Returns the network of a name, see {@link BlockSteps}. */
    static NetworkSpec named(String name) {
        List<BlockSpec> plain = BlockSpec.cnn(List.of(32, 32, 64, 64, 128), List.of(2, 4), List.of());
        return switch (name) {
            case "cnn" -> new ChainSpec(IMAGES, plain, Norm.NONE, 10, Activation.RELU);
            case "cnn-norm" -> new ChainSpec(IMAGES, plain, Norm.BATCH, 10, Activation.RELU);
            case "resnet-20" -> new ChainSpec(IMAGES, BlockSpec.resnet(20, 16), Norm.BATCH, 10, Activation.RELU);
            case "transformer" -> transformer(64, 128, 4, TransformerSpec.Part.of(4, 512));
            case "mixture" -> transformer(64, 128, 4, TransformerSpec.Part.ofExperts(4, 512, 8));
            default ->
                throw new IllegalArgumentException(
                        "expected cnn, cnn-norm, resnet-20, transformer or mixture, got " + name);
        };
    }

    /** Returns small ones of every kind, for many steps. */
    static List<NetworkSpec> small() {
        Shape images = Shape.of(3, 12, 12);
        return List.of(
                new ChainSpec(
                        images, BlockSpec.cnn(List.of(8, 16), List.of(1), List.of(16)), Norm.NONE, 10, Activation.RELU),
                new ChainSpec(images, BlockSpec.resnet(8, 4), Norm.BATCH, 10, Activation.RELU),
                transformer(16, 32, 2, TransformerSpec.Part.of(2, 64)),
                transformer(16, 32, 2, TransformerSpec.Part.ofExperts(2, 64, 4)));
    }

    private static TransformerSpec transformer(int tokens, int width, int heads, TransformerSpec.Part block) {
        return new TransformerSpec(
                65, tokens, width, width / heads, Collections.nCopies(2, block), true, Activation.GELU);
    }

    /** Returns random examples of random classes. */
    static Batch drawn(NetworkSpec network, Random random, int count) {
        if (!(network instanceof TransformerSpec text)) {
            return ReferenceMlp.randomBatch(random, count, network.features());
        }
        Batch tokens = new Batch(count, Shape.of(text.tokens()), text.predictions());
        float[] ids = tokens.features();
        for (int k = 0; k < ids.length; k++) {
            ids[k] = random.nextInt(text.vocabulary());
            tokens.labels()[k] = random.nextInt(text.vocabulary());
        }
        return tokens;
    }
}
