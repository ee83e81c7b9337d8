package io.plumbline.engine;

import io.plumbline.engine.data.Shape;
import java.util.Random;

/** Texts that say nothing, for networks that tell every token of them. */
final class RandomTexts {

    private RandomTexts() {}

    /** Returns texts of tokens drawn one by one, and as many to tell. */
    static Batch drawn(TransformerSpec network, int examples, long seed) {
        Random random = new Random(seed);
        Batch batch = new Batch(examples, Shape.of(network.tokens()), network.tokens());
        for (int k = 0; k < batch.features().length; k++) {
            batch.features()[k] = random.nextInt(network.vocabulary());
            batch.labels()[k] = random.nextInt(network.vocabulary());
        }
        return batch;
    }

    /** Returns one text of some, twice: the mean over both is what it is of one. */
    static Batch twice(Batch texts, int i) {
        int tokens = texts.values().length / texts.examples();
        Batch twice = new Batch(2, Shape.of(tokens), tokens);
        for (int at = 0; at < 2 * tokens; at += tokens) {
            System.arraycopy(texts.values(), i * tokens, twice.features(), at, tokens);
            System.arraycopy(texts.labels(), i * tokens, twice.labels(), at, tokens);
        }
        return twice;
    }
}
