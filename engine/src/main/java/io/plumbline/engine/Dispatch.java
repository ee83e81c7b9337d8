package io.plumbline.engine;

import java.util.Arrays;

/**
 * Sends every token to its expert: rows of the place behind are those of a {@link Routing}, which the router's logits decide. Derivatives by
 * logits are those of the share that multiplies what the expert makes; which expert it is has none. In steps the load is balanced: the
 * derivatives of α·E·Σ_e f_e·P_e are added, f_e the part of the tokens that go to expert e, P_e its mean share, E the open experts (Fedus,
 * Zoph, Shazeer 2022, equation 4). Not thread safe.
 */
final class Dispatch implements Block {

    private final int layer;
    private final Routing routing;
    private final double balance;
    private final Place tokens;
    private final Place logits;
    private final Place out;
    private final int width;
    private final int ofExample;
    private final float[] scores;
    /** ∂L/∂share of every token, as it came back. */
    private final float[] byShare;

    private final double[] load;

    /**
     * Prepares.
     *
     * @param balance α, at least 0
     * @param byShare filled by what takes tokens back before this one asks
     */
    Dispatch(int layer, Routing routing, double balance, Place tokens, Place logits, Place out, float[] byShare) {
        this.layer = layer;
        this.routing = routing;
        this.balance = balance;
        this.tokens = tokens;
        this.logits = logits;
        this.out = out;
        this.byShare = byShare;
        ofExample = logits.values().columns() / routing.experts();
        width = tokens.values().columns() / ofExample;
        scores = new float[logits.values().columns()];
        load = new double[routing.experts()];
    }

    @Override
    public void gates(float[][] ofLayers) {
        routing.gates(ofLayers[layer]);
    }

    @Override
    public void forward() {
        for (int i = 0; i < logits.values().rows(); i++) {
            logits.values().read(i, scores);
            for (int t = 0; t < ofExample; t++) {
                routing.decide(i * ofExample + t, scores, t * routing.experts());
            }
        }
        routing.arrange();
        for (int t = 0; t < routing.tokens(); t++) {
            send(tokens.values(), t, routing.row(t), out.values());
            send(tokens.values(), t, routing.shadowRow(t), out.values());
        }
    }

    private void send(Matrix from, int token, int row, Matrix into) {
        if (row != Routing.NONE) {
            into.copy(from, token * width, row * width, width);
        }
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
        if (balance > 0) {
            addBalance();
        }
    }

    /** What comes back to shadow tokens is passed on to nobody: their expert is closed. */
    @Override
    public void observe() {
        for (int t = 0; t < routing.tokens(); t++) {
            int i = t / ofExample;
            int at = t % ofExample;
            take(out.signal(), routing.row(t), tokens.signal()[i], at * width);
            float[] shares = routing.shares(t);
            int expert = routing.expert(t);
            for (int e = 0; e < shares.length; e++) {
                float own = e == expert ? 1 : 0;
                logits.signal()[i][at * shares.length + e] = byShare[t] * routing.share(t) * (own - shares[e]);
            }
        }
    }

    /** Copies a row of numbers that lie one after another in the rows of examples. */
    private void take(float[][] from, int row, float[] into, int at) {
        if (row == Routing.NONE) {
            Arrays.fill(into, at, at + width, 0);
            return;
        }
        long first = (long) row * width;
        int length = from[0].length;
        System.arraycopy(from[(int) (first / length)], (int) (first % length), into, at, width);
    }

    private void addBalance() {
        int open = 0;
        for (int e = 0; e < load.length; e++) {
            open += routing.isOpen(e) ? 1 : 0;
            load[e] = routing.isOpen(e) ? (double) routing.rows(e) / routing.tokens() : 0;
        }
        double factor = balance * open / routing.tokens();
        for (int t = 0; t < routing.tokens(); t++) {
            float[] shares = routing.shares(t);
            double mean = 0;
            for (int e = 0; e < shares.length; e++) {
                mean += load[e] * shares[e];
            }
            float[] signal = logits.signal()[t / ofExample];
            for (int e = 0; e < shares.length; e++) {
                signal[t % ofExample * shares.length + e] += (float) (factor * shares[e] * (load[e] - mean));
            }
        }
    }

    @Override
    public void tangent() {
        Matrix before = tokens.tangent().matrix();
        Matrix behind = out.tangent().matrix();
        for (int t = 0; t < routing.tokens(); t++) {
            send(before, t, routing.row(t), behind);
        }
        behind.read(out.tangent().rows());
    }
}
