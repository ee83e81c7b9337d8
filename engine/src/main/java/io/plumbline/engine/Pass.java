package io.plumbline.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A network's blocks on a fixed number of examples, with all memory that they need: forward, and back. Not thread safe. */
final class Pass implements AutoCloseable {

    private final Place features;
    private final Place last;
    private final List<Place> places;
    private final List<Block> blocks;
    private final List<Block> backward;
    private final List<Learner> learners = new ArrayList<>();
    private final List<Drawn> drawn = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();
    private final List<Gated> gated;
    private final float[][] logits;

    /**
     * Ties blocks together.
     *
     * @param places all of them: the first is that of the features, the last that of the logits
     * @param blocks in the order of the way forward
     * @param gated layers, in node order
     */
    Pass(List<Place> places, List<Block> blocks, List<Gated> gated) {
        this.places = List.copyOf(places);
        this.blocks = List.copyOf(blocks);
        this.gated = List.copyOf(gated);
        features = places.get(0);
        last = places.get(places.size() - 1);
        backward = new ArrayList<>(blocks);
        Collections.reverse(backward);
        for (Block block : blocks) {
            if (block instanceof Learner learner) {
                learners.add(learner);
            } else if (block instanceof Drawn layer) {
                drawn.add(layer);
            }
            if (block instanceof BatchNorm norm) {
                norms.add(norm);
            }
        }
        logits = new float[examples()][last.values().columns()];
    }

    /** Returns the number of examples. */
    int examples() {
        return features.values().rows();
    }

    /** Returns the blocks that learn, in the order of the network's tensors. */
    List<Learner> learners() {
        return learners;
    }

    /** Returns the normalisations, in the order of the network's tensors. */
    List<BatchNorm> norms() {
        return norms;
    }

    /** Returns the gated layers, in node order. */
    List<Gated> gated() {
        return gated;
    }

    /** Takes the features of the first {@code count} examples. */
    void features(float[] values, int count) {
        features.values().write(values, count * features.values().columns());
    }

    /**
     * Takes gates.
     *
     * @param gates a row per layer, 1 open, 0 closed: read until others come
     */
    void gates(float[][] gates) {
        blocks.forEach(block -> block.gates(gates));
    }

    /** Draws the dropout of a step. */
    void draw(long step) {
        for (Drawn layer : drawn) {
            layer.draw(step);
        }
    }

    /** Goes forward; {@link #logits()} are those of this pass then. */
    void forward() {
        for (Block block : blocks) {
            block.forward();
        }
        last.values().read(logits);
    }

    /** Returns the logits, [examples][classes]: the array itself. */
    float[][] logits() {
        return logits;
    }

    /** Returns the cotangent of the logits, which the way back begins with, [examples][classes]: the array itself, to be written. */
    float[][] cotangent() {
        return last.signal();
    }

    /** Takes a cotangent of the logits: a number per example and class, example after example. */
    void cotangent(double[] given) {
        int at = 0;
        for (float[] row : cotangent()) {
            for (int c = 0; c < row.length; c++) {
                row[c] = (float) given[at++];
            }
        }
    }

    /** Carries the cotangent back as the network was that went forward. */
    void pullBack(Block.Listener listener) {
        for (Block block : backward) {
            block.pullBack(listener);
        }
    }

    /** Carries the cotangent back as if every node were open to its own signal. */
    void observe() {
        for (Block block : backward) {
            block.observe();
        }
    }

    /** As {@link #observe()}, as if no example had a part in what others are normalised with. */
    void observeApart() {
        for (Block block : backward) {
            block.observeApart();
        }
    }

    /** Keeps what every node would pass on, were its gate open: gradients of what reads it are formed of that. */
    void keepObserved() {
        blocks.forEach(Block::keepObserved);
    }

    /** Forms the gradient of what was observed last. */
    void observed(Parameters into) {
        for (Learner learner : learners) {
            learner.formObserved();
            for (int t = learner.firstTensor(); t < learner.firstTensor() + learner.tensors(); t++) {
                float[][] rows = into.rows(t);
                for (int r = 0; r < rows.length; r++) {
                    learner.gradient(t, r, rows[r]);
                }
            }
        }
    }

    /** Takes the pass as that of all {@link #kernel products} until the next call. */
    void beginTangents() {
        blocks.forEach(Block::beginTangents);
    }

    /**
     * into ← K·c with K = JJᵀ, J the derivatives of the logits by all that is learned and open (the neural tangent kernel, Jacot,
     * Gabriel, Hongler 2018, on one batch): one way back and one forward.
     *
     * @param c [examples·classes], example after example
     */
    void kernel(double[] c, double[] into) {
        cotangent(c);
        observe();
        for (Block block : blocks) {
            block.tangent();
        }
        int at = 0;
        for (float[] row : last.tangent().rows()) {
            for (float number : row) {
                into[at++] = number;
            }
        }
    }

    @Override
    public void close() {
        blocks.forEach(Block::close);
        places.forEach(Place::close);
    }
}
