package io.plumbline.engine;

import java.util.Arrays;

/**
 * Takes tokens back from their experts: y = m_e·share·o, o what expert e made of the token; 0 where all experts are closed. A gate multiplies what
 * the expert makes and takes it out of the routing; derivatives by a gate are those of the multiplication alone. Not thread safe.
 */
final class Combine implements Block, Gated {

    private final int layer;
    private final Routing routing;
    private final Place logits;
    private final Place in;
    private final Place out;
    private final int width;
    private final int ofExample;
    /** δᵀo of every token: ∂L/∂share; and of every shadow token. */
    private final float[] byShare;

    private final float[] byShadow;
    private final float[] made;
    private final float[] example;
    private final float[] ofNodes;

    /**
     * Prepares.
     *
     * @param layer among the gated ones
     * @param logits of the router
     * @param in rows of experts
     * @param out tokens
     * @param byShare filled on the way back
     */
    Combine(int layer, Routing routing, Place logits, Place in, Place out, float[] byShare) {
        this.layer = layer;
        this.routing = routing;
        this.logits = logits;
        this.in = in;
        this.out = out;
        this.byShare = byShare;
        ofExample = routing.tokens() / out.values().rows();
        width = out.values().columns() / ofExample;
        byShadow = new float[routing.tokens()];
        made = new float[width];
        example = new float[out.values().columns()];
        ofNodes = new float[routing.experts()];
    }

    @Override
    public void forward() {
        for (int i = 0; i < out.values().rows(); i++) {
            for (int t = 0; t < ofExample; t++) {
                int token = i * ofExample + t;
                scale(in.values(), routing.row(token), routing.share(token), example, t * width);
            }
            out.values().write(i, example);
        }
    }

    /** into ← factor·row; 0 where there is none. */
    private void scale(Matrix from, int row, float factor, float[] into, int at) {
        if (row == Routing.NONE) {
            Arrays.fill(into, at, at + width, 0);
            return;
        }
        from.readAt(row * width, made);
        for (int c = 0; c < width; c++) {
            into[at + c] = factor * made[c];
        }
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
        for (int i = 0; i < out.signal().length; i++) {
            listener.gated(this, i);
        }
    }

    /** What is passed on to shadow tokens a closed expert leaves out where it does not observe. */
    @Override
    public void observe() {
        for (int token = 0; token < routing.tokens(); token++) {
            float[] delta = out.signal()[token / ofExample];
            int at = token % ofExample * width;
            byShare[token] = pullBack(routing.row(token), routing.share(token), delta, at);
            byShadow[token] = pullBack(routing.shadowRow(token), routing.shadowShare(token), delta, at);
        }
    }

    /** Passes factor·δ on to a row, and returns δᵀo of it. */
    private float pullBack(int row, float factor, float[] delta, int at) {
        if (row == Routing.NONE) {
            return 0;
        }
        in.values().readAt(row * width, made);
        int first = row * width;
        int length = in.signal()[0].length;
        float[] into = in.signal()[first / length];
        for (int c = 0; c < width; c++) {
            into[first % length + c] = factor * delta[at + c];
        }
        return FloatVectors.dot(delta, at, made, 0, width);
    }

    @Override
    public void tangent() {
        float[][] behind = out.tangent().rows();
        for (int i = 0; i < behind.length; i++) {
            for (int t = 0; t < ofExample; t++) {
                int token = i * ofExample + t;
                scale(in.tangent().matrix(), routing.row(token), routing.share(token), behind[i], t * width);
                if (routing.row(token) != Routing.NONE) {
                    in.values().readAt(routing.row(token) * width, made);
                    float change = changeOfShare(token, i, t);
                    for (int c = 0; c < width; c++) {
                        behind[i][t * width + c] += change * made[c];
                    }
                }
            }
        }
        out.tangent().matrix().write(behind);
    }

    private float changeOfShare(int token, int i, int t) {
        float[] shares = routing.shares(token);
        float[] change = logits.tangent().rows()[i];
        float mean = FloatVectors.dot(shares, 0, change, t * shares.length, shares.length);
        return routing.share(token) * (change[t * shares.length + routing.expert(token)] - mean);
    }

    @Override
    public int layer() {
        return layer;
    }

    @Override
    public int examples() {
        return out.signal().length;
    }

    @Override
    public void addProducts(int i, float[] sum, float[] squares) {
        sumUp(i);
        FloatVectors.add(ofNodes, sum);
        FloatVectors.addSquares(ofNodes, squares);
    }

    @Override
    public void addProductSquares(int i, float[] squares) {
        sumUp(i);
        FloatVectors.addSquares(ofNodes, squares);
    }

    @Override
    public void addNorms(int i, float[] norms) {
        for (int token = i * ofExample; token < (i + 1) * ofExample; token++) {
            addNorm(routing.expert(token), routing.row(token), routing.share(token), norms);
            addNorm(routing.shadow(token), routing.shadowRow(token), routing.shadowShare(token), norms);
        }
    }

    /** Those of a closed expert are its shadow tokens. */
    @Override
    public void addLoad(int i, float[] load) {
        for (int token = i * ofExample; token < (i + 1) * ofExample; token++) {
            addToken(routing.expert(token), load);
            addToken(routing.shadow(token), load);
        }
    }

    private void addToken(int expert, float[] load) {
        if (expert != Routing.NONE) {
            load[expert] += 1f / ofExample;
        }
    }

    private void addNorm(int expert, int row, float share, float[] norms) {
        if (expert != Routing.NONE) {
            in.values().readAt(row * width, made);
            norms[expert] += share * (float) Math.sqrt(FloatVectors.sumOfSquares(made, 0, width)) / ofExample;
        }
    }

    private void sumUp(int i) {
        Arrays.fill(ofNodes, 0);
        for (int token = i * ofExample; token < (i + 1) * ofExample; token++) {
            if (routing.expert(token) != Routing.NONE) {
                ofNodes[routing.expert(token)] += routing.share(token) * byShare[token];
            }
            if (routing.shadow(token) != Routing.NONE) {
                ofNodes[routing.shadow(token)] += routing.shadowShare(token) * byShadow[token];
            }
        }
    }
}
