package io.plumbline.engine;

import io.plumbline.core.model.Architecture;

/** Loss and error on any number of examples, in chunks, by weights and gates of its own. Not thread safe. */
final class Evaluator implements Frozen, AutoCloseable {

    /** Large enough for the matrix products, small enough for the second-level cache. */
    private static final int MOST = 256;

    /** Numbers of all examples between blocks, where images would take more. */
    private static final long ROOM = 1 << 22;

    private static final int LEAST = 8;

    private static final float[] LOSS_ONLY = {};

    private final NetworkSpec network;
    private final Weights weights;
    private final RunningStatistics running;
    private final Pass pass;
    private final float[] chunk;

    Evaluator(NetworkSpec network) {
        this.network = network;
        Architecture table = network.architecture();
        weights = new Weights(table);
        running = new RunningStatistics(table);
        int examples = examples(network);
        pass = Blocks.pass(network, weights, running, examples, Use.EVALUATION, Dropout.none(network.layers()));
        chunk = new float[examples * network.features()];
    }

    /** Returns how many examples it looks at together. */
    static int examples(NetworkSpec network) {
        return (int) Math.max(LEAST, Math.min(MOST, ROOM / network.signals()));
    }

    NetworkSpec network() {
        return network;
    }

    /** Copies weights, what examples are normalised with, and gates. */
    void take(Parameters trained, RunningStatistics statistics, float[][] gates) {
        weights.write(trained);
        running.copyOf(statistics);
        pass.gates(gates);
    }

    @Override
    public Score evaluate(float[] features, int[] labels, int examples) {
        requireFit(features, labels, examples);
        double loss = 0;
        double wrong = 0;
        int together = pass.examples();
        for (int from = 0; from < examples; from += together) {
            int count = Math.min(together, examples - from);
            System.arraycopy(features, from * network.features(), chunk, 0, count * network.features());
            pass.features(chunk, count);
            pass.forward();
            float[][] logits = pass.logits();
            for (int i = 0; i < count; i++) {
                int first = (from + i) * network.predictions();
                int labelled = CrossEntropy.labelled(labels, first, network.predictions());
                loss += loss(logits[i], labels, first) / labelled;
                wrong += wrong(logits[i], labels, first) / (double) labelled;
            }
        }
        return new Score(loss / examples, wrong / examples);
    }

    /** Sums the losses of an example's predictions. */
    private double loss(float[] logits, int[] labels, int first) {
        double sum = 0;
        for (int k = 0; k < network.predictions(); k++) {
            int label = labels[first + k];
            if (label != CrossEntropy.NONE) {
                sum += CrossEntropy.softmax(logits, k * network.classes(), network.classes(), label, LOSS_ONLY);
            }
        }
        return sum;
    }

    /** Counts predictions whose highest logit is not their label. */
    private int wrong(float[] logits, int[] labels, int first) {
        int wrong = 0;
        for (int k = 0; k < network.predictions(); k++) {
            int label = labels[first + k];
            wrong += label != CrossEntropy.NONE && highest(logits, k * network.classes()) != label ? 1 : 0;
        }
        return wrong;
    }

    private void requireFit(float[] features, int[] labels, int examples) {
        if (examples < 1
                || labels.length < (long) examples * network.predictions()
                || features.length < (long) examples * network.features()) {
            throw new IllegalArgumentException(examples + " examples of " + network.features() + " features asked for, "
                    + labels.length + " labels and " + features.length + " numbers given");
        }
        Batch.requireClasses(labels, examples, network.predictions(), network.classes());
    }

    private int highest(float[] logits, int first) {
        int best = 0;
        for (int c = 1; c < network.classes(); c++) {
            best = logits[first + c] > logits[first + best] ? c : best;
        }
        return best;
    }

    @Override
    public void close() {
        pass.close();
        weights.close();
    }
}
