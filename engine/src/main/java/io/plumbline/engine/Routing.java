package io.plumbline.engine;

import java.util.Arrays;

/**
 * Which expert every token of a pass goes to: of the open ones that with the largest share, shares a softmax of the router's logits over open
 * experts (Fedus, Zoph, Shazeer 2022). No expert is full: no token is dropped. A closed expert observes the tokens that would go to it
 * were all experts open; these are its shadow tokens. Rows of one expert lie one after another, in the order of the tokens. Not
 * thread safe.
 */
final class Routing {

    /** Stands for none. */
    static final int NONE = -1;

    private final int tokens;
    private final int experts;
    private final boolean shadows;
    private final boolean[] open;
    /** Shares over open experts, [tokens][experts]: 0 of closed ones. */
    private final float[][] shares;

    /** Of every token the open expert, and the closed one that it is a shadow token of; {@link #NONE}. */
    private final int[] expert;

    private final int[] shadow;
    private final float[] shadowShare;
    /** Of every token the row at its expert, and that of its shadow; {@link #NONE}. */
    private final int[] row;

    private final int[] shadowRow;
    /** Where the rows of every expert begin; those of the last end at the last number. */
    private final int[] begin;

    private final int[] next;

    /**
     * Prepares, all experts open.
     *
     * @param tokens of all examples
     * @param shadows whether closed experts observe
     */
    Routing(int tokens, int experts, boolean shadows) {
        this.tokens = tokens;
        this.experts = experts;
        this.shadows = shadows;
        open = new boolean[experts];
        Arrays.fill(open, true);
        shares = new float[tokens][experts];
        expert = new int[tokens];
        shadow = new int[tokens];
        shadowShare = new float[tokens];
        row = new int[tokens];
        shadowRow = new int[tokens];
        begin = new int[experts + 1];
        next = new int[experts];
    }

    /** Takes gates, 1 open, 0 closed. */
    void gates(float[] gates) {
        for (int e = 0; e < experts; e++) {
            open[e] = gates[e] != 0;
        }
    }

    /** Decides by the router's logits of a token, from {@code first} on. */
    void decide(int token, float[] logits, int first) {
        float[] share = shares[token];
        int best = highest(logits, first, false);
        int bestOfAll = shadows ? highest(logits, first, true) : best;
        expert[token] = best;
        shadow[token] = bestOfAll != best ? bestOfAll : NONE;
        softmax(logits, first, best, share);
        if (shadow[token] != NONE) {
            shadowShare[token] = (float) (1 / sum(logits, first, bestOfAll, true));
        }
    }

    private int highest(float[] logits, int first, boolean all) {
        int best = NONE;
        for (int e = 0; e < experts; e++) {
            if ((all || open[e]) && (best == NONE || logits[first + e] > logits[first + best])) {
                best = e;
            }
        }
        return best;
    }

    private double sum(float[] logits, int first, int best, boolean all) {
        double sum = 0;
        for (int e = 0; e < experts; e++) {
            sum += all || open[e] ? Math.exp(logits[first + e] - logits[first + best]) : 0;
        }
        return sum;
    }

    private void softmax(float[] logits, int first, int best, float[] into) {
        double sum = best == NONE ? 1 : sum(logits, first, best, false);
        for (int e = 0; e < experts; e++) {
            into[e] = open[e] ? (float) (Math.exp(logits[first + e] - logits[first + best]) / sum) : 0;
        }
    }

    /** Lays out rows: all tokens are decided. */
    void arrange() {
        Arrays.fill(begin, 0);
        for (int t = 0; t < tokens; t++) {
            count(expert[t]);
            count(shadow[t]);
        }
        for (int e = 0; e < experts; e++) {
            begin[e + 1] += begin[e];
            next[e] = begin[e];
        }
        for (int t = 0; t < tokens; t++) {
            row[t] = expert[t] == NONE ? NONE : next[expert[t]]++;
            shadowRow[t] = shadow[t] == NONE ? NONE : next[shadow[t]]++;
        }
    }

    private void count(int of) {
        if (of != NONE) {
            begin[of + 1]++;
        }
    }

    int tokens() {
        return tokens;
    }

    int experts() {
        return experts;
    }

    boolean isOpen(int ofExpert) {
        return open[ofExpert];
    }

    /** Returns the expert of a token; {@link #NONE} where all are closed. */
    int expert(int token) {
        return expert[token];
    }

    /** Returns the closed expert that a token is a shadow token of; {@link #NONE} for none. */
    int shadow(int token) {
        return shadow[token];
    }

    /** Returns the row of a token at its expert; {@link #NONE} where all are closed. */
    int row(int token) {
        return row[token];
    }

    /** Returns the row of a shadow token; {@link #NONE} where it is none. */
    int shadowRow(int token) {
        return shadowRow[token];
    }

    /** Returns what a token's expert counts; 0 where all are closed. */
    float share(int token) {
        return expert[token] == NONE ? 0 : shares[token][expert[token]];
    }

    /** Returns what a shadow token's would count. */
    float shadowShare(int token) {
        return shadowShare[token];
    }

    /** Returns the shares of a token over all open experts: the array itself. */
    float[] shares(int token) {
        return shares[token];
    }

    /** Returns where the rows of an expert begin. */
    int begin(int ofExpert) {
        return begin[ofExpert];
    }

    /** Returns how many rows an expert has. */
    int rows(int ofExpert) {
        return begin[ofExpert + 1] - begin[ofExpert];
    }
}
