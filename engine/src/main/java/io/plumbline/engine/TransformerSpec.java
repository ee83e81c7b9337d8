package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A transformer that tells tokens (Vaswani et al. 2017): tokens and their positions as vectors, blocks of attention and feed-forward
 * units that add to a stream of these vectors, each behind a layer normalisation, one more normalisation, and logits by the table that
 * tokens are embedded by. Gated are the heads, and the units or experts: a block of which all are closed is passed by on the stream. No expert of a mixture is ever
 * full.
 *
 * @param vocabulary tokens that there are, at least 2
 * @param tokens of an example, at least 1
 * @param width numbers of a vector, at least 1
 * @param headWidth numbers of a head's queries, keys and values each, at least 1
 * @param blocks heads and units, or experts, of every block, at least one
 * @param causal whether a token sees only itself and those before, and tells the next: a language model; otherwise it sees all
 * @param activation of the units
 */
public record TransformerSpec(
        int vocabulary, int tokens, int width, int headWidth, List<Part> blocks, boolean causal, Activation activation)
        implements Told {

    /** In descriptions and files. */
    public static final String KIND = "transformer";

    /** Of vectors, before the first step (Radford et al. 2019). */
    private static final double EMBEDDED = 0.02;

    /**
     * What a block has.
     *
     * @param heads of its attention, at least 1
     * @param units of its feed-forward part, or of each of its experts, at least 1
     * @param experts of a mixture in place of the feed-forward part: each token goes to one, and they are gated, their units are not; 0:
     *     there is none
     * @param balance α of what balances the load of experts in steps, at least 0; losses that are told are without it
     */
    public record Part(int heads, int units, int experts, double balance) {

        /** As in Fedus, Zoph, Shazeer (2022), section 2.2. */
        public static final double BALANCE = 0.01;

        /** Returns a block whose units are gated. */
        public static Part of(int heads, int units) {
            return new Part(heads, units, 0, 0);
        }

        /** Returns a block whose experts are gated, of so many units each. */
        public static Part ofExperts(int heads, int units, int experts) {
            return new Part(heads, units, experts, BALANCE);
        }

        private boolean isWhole() {
            return heads >= 1 && units >= 1 && experts >= 0 && balance >= 0 && Double.isFinite(balance);
        }

        /** Returns how many gated nodes follow its heads. */
        int behindHeads() {
            return experts > 0 ? experts : units;
        }

        private Part with(int otherHeads, int others) {
            return experts > 0 ? new Part(otherHeads, units, others, balance) : of(otherHeads, others);
        }
    }

    /** Checks and copies the components. */
    public TransformerSpec {
        blocks = List.copyOf(blocks);
        List<String> errors = new ArrayList<>();
        require(vocabulary >= 2, "its vocabulary must be at least 2 tokens, was " + vocabulary, errors);
        require(tokens >= 1, "tokens must be at least 1, were " + tokens, errors);
        require(width >= 1, "width must be at least 1, was " + width, errors);
        require(headWidth >= 1, "head-width must be at least 1, was " + headWidth, errors);
        require(!blocks.isEmpty(), "a transformer needs at least one block", errors);
        for (int k = 0; k < blocks.size(); k++) {
            Part block = blocks.get(k);
            require(
                    block.isWhole(),
                    "block " + (k + 1) + " must have at least 1 head and 1 unit, has " + block.heads() + " and "
                            + block.units(),
                    errors);
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
    }

    private static void require(boolean holds, String sentence, List<String> errors) {
        if (!holds) {
            errors.add(sentence);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int features() {
        return tokens;
    }

    @Override
    public int classes() {
        return vocabulary;
    }

    @Override
    public int predictions() {
        return tokens;
    }

    /**
     * Returns its tensors {@code tokens.weight}, [vocabulary, width], {@code positions.weight}, then of every block {@code
     * block-1.norm-1.scale}, {@code block-1.attention.weight}, [width, 3·heads·head-width], …, {@code block-1.units.weight} or {@code block-1.router.weight},
     * {@code block-1.experts.weight}, [experts, width, units], …, {@code norm.scale}, {@code norm.shift}.
     */
    @Override
    public Architecture architecture() {
        return Told.super.architecture();
    }

    @Override
    public void tell(NetworkBuilder builder) {
        TransformerWalk.of(this, builder);
    }

    /**
     * As of a small GPT-2: vectors are short, and what blocks add to the stream is the shorter the more blocks there are (Radford et al.
     * 2019, section 2.3); all other maps keep lengths. Biases of experts begin at 0.
     */
    @Override
    public double deviation(Tensor matrix, int[] shape) {
        if (matrix.name().equals(TransformerWalk.TOKENS) || matrix.name().equals(TransformerWalk.POSITIONS)) {
            return EMBEDDED;
        }
        if (matrix.name().endsWith(NetworkTable.BIAS)) {
            return 0;
        }
        double kept = 1.0 / shape[shape.length - 2];
        boolean adds = matrix.name().endsWith(TransformerWalk.BACK + NetworkTable.WEIGHT);
        return Math.sqrt(adds ? kept / (2 * blocks.size()) : kept);
    }

    @Override
    public TransformerSpec withNodes(List<Integer> counts) {
        Iterator<Integer> count = counts.iterator();
        List<Part> changed = blocks.stream()
                .map(block -> block.with(count.next(), count.next()))
                .toList();
        return new TransformerSpec(vocabulary, tokens, width, headWidth, changed, causal, activation);
    }
}
