package io.plumbline.trainer.engine;

import java.util.List;
import org.nd4j.autodiff.samediff.SameDiff;

/** Loss and error on any number of examples, in chunks. Not thread safe. */
final class Evaluator implements AutoCloseable {

    /** Large enough for the matrix products, small enough for the second-level cache. */
    private static final int CHUNK = 256;

    private static final float[] LOSS_ONLY = {};

    private final NetworkSpec network;
    private final Inputs inputs;
    private final Pass pass;
    private final float[][] logits;
    private final float[] chunk;

    Evaluator(NetworkSpec network, SameDiff forward) {
        this.network = network;
        inputs = new Inputs(network, CHUNK);
        pass = new Pass(forward, List.of(MlpGraph.LOGITS));
        logits = new float[CHUNK][network.classes()];
        chunk = new float[CHUNK * network.features()];
    }

    /** Puts gates into force. */
    void gates(float[][] gates) {
        inputs.gates(gates);
    }

    /** Measures the first examples of the arrays. */
    Score evaluate(Parameters biases, float[] features, int[] labels, int examples) {
        inputs.biases(biases);
        double loss = 0;
        int wrong = 0;
        for (int from = 0; from < examples; from += CHUNK) {
            int count = Math.min(CHUNK, examples - from);
            System.arraycopy(features, from * network.features(), chunk, 0, count * network.features());
            inputs.features(chunk, count);
            pass.run(inputs.byName());
            Native.read(pass.get(MlpGraph.LOGITS), logits);
            for (int i = 0; i < count; i++) {
                loss += CrossEntropy.softmax(logits[i], labels[from + i], LOSS_ONLY);
                wrong += highest(logits[i]) == labels[from + i] ? 0 : 1;
            }
        }
        return new Score(loss / examples, (double) wrong / examples);
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
        inputs.close();
    }
}
