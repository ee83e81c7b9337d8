package io.plumbline.engine;

import java.util.ArrayList;
import java.util.List;

/** Loss and error on any number of examples, in chunks, by weights and gates of its own. Not thread safe. */
final class Evaluator implements Frozen, AutoCloseable {

    /** Large enough for the matrix products, small enough for the second-level cache. */
    private static final int CHUNK = 256;

    private static final float[] LOSS_ONLY = {};

    private final NetworkSpec network;
    private final List<Matrix> weights = new ArrayList<>();
    private final Forward pass;
    private final Outputs outputs;
    private final float[] chunk;

    Evaluator(NetworkSpec network) {
        this.network = network;
        for (int l = 0; l < network.depth(); l++) {
            weights.add(new Matrix(network.width(l), network.width(l + 1)));
        }
        pass = new Forward(network, CHUNK);
        outputs = new Outputs(network, CHUNK);
        chunk = new float[CHUNK * network.features()];
    }

    NetworkSpec network() {
        return network;
    }

    /** Copies weights and gates. */
    void take(Parameters trained, float[][] gates) {
        for (int l = 0; l < weights.size(); l++) {
            weights.get(l).write(trained.weight(l));
        }
        pass.biases(trained);
        pass.gates(gates);
    }

    @Override
    public Score evaluate(float[] features, int[] labels, int examples) {
        requireFit(features, labels, examples);
        double loss = 0;
        int wrong = 0;
        for (int from = 0; from < examples; from += CHUNK) {
            int count = Math.min(CHUNK, examples - from);
            System.arraycopy(features, from * network.features(), chunk, 0, count * network.features());
            pass.features(chunk, count);
            pass.run(weights, outputs);
            float[][] logits = outputs.logits();
            for (int i = 0; i < count; i++) {
                loss += CrossEntropy.softmax(logits[i], labels[from + i], LOSS_ONLY);
                wrong += highest(logits[i]) == labels[from + i] ? 0 : 1;
            }
        }
        return new Score(loss / examples, (double) wrong / examples);
    }

    private void requireFit(float[] features, int[] labels, int examples) {
        if (examples < 1 || labels.length < examples || features.length < (long) examples * network.features()) {
            throw new IllegalArgumentException(examples + " examples of " + network.features() + " features asked for, "
                    + labels.length + " labels and " + features.length + " numbers given");
        }
        Batch.requireClasses(labels, examples, network.classes());
    }

    private static int highest(float[] logits) {
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }

    @Override
    public void close() {
        pass.close();
        weights.forEach(Matrix::close);
    }
}
