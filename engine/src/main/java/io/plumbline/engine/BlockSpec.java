package io.plumbline.engine;

import io.plumbline.core.files.Decimals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One block of a {@link ChainSpec}. Its text is what descriptions and files say, such as {@code residual 32 stride 2}. */
public sealed interface BlockSpec {

    /** What texts are, in words. */
    String FORMS = "conv CHANNELS [stride N] [pool], residual CHANNELS [inner CHANNELS] [stride N] or dense UNITS";

    /** Returns how many nodes it has that are its own. */
    int nodes();

    /** Returns the text that {@link #parse} reads. */
    String text();

    /**
     * A convolution of 3×3, its activation and, before that, maybe a maximum over squares of 2×2.
     *
     * @param nodes channels, at least 1
     * @param stride pixels from one square to the next, 1 or 2
     * @param isPooled whether of every square of 2×2 pixels the largest number is taken
     */
    record Convolution(int nodes, int stride, boolean isPooled) implements BlockSpec {

        /** Checks the components. */
        public Convolution {
            requireCount("channels of a convolution", nodes);
            requireStride(stride);
        }

        @Override
        public String text() {
            return "conv " + nodes + strideText(stride) + (isPooled ? " pool" : "");
        }
    }

    /**
     * Two convolutions of 3×3 whose result is added to what went in, before the second activation (He et al. 2016, figure 2). Where
     * stride or channels change, what went in comes through a convolution of 1×1.
     *
     * @param channels of what goes on, at least 1
     * @param nodes channels between the two convolutions, at least 1
     * @param stride of the first, 1 or 2
     */
    record Residual(int channels, int nodes, int stride) implements BlockSpec {

        /** Checks the components. */
        public Residual {
            requireCount("channels of a residual block", channels);
            requireCount("inner channels of a residual block", nodes);
            requireStride(stride);
        }

        @Override
        public String text() {
            return "residual " + channels + (nodes == channels ? "" : " inner " + nodes) + strideText(stride);
        }
    }

    /**
     * A linear map and the activation of its units.
     *
     * @param nodes units, at least 1
     */
    record Dense(int nodes) implements BlockSpec {

        /** Checks the component. */
        public Dense {
            requireCount("units of a dense layer", nodes);
        }

        @Override
        public String text() {
            return "dense " + nodes;
        }
    }

    private static void requireCount(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, were " + count);
        }
    }

    private static void requireStride(int stride) {
        if (stride < 1 || stride > 2) {
            throw new IllegalArgumentException("a stride must be 1 or 2, was " + stride);
        }
    }

    private static String strideText(int stride) {
        return stride == 1 ? "" : " stride " + stride;
    }

    /**
     * Returns the block that a text says.
     *
     * @throws IllegalArgumentException if it says none, in one sentence
     */
    static BlockSpec parse(String text) {
        List<String> words = new ArrayList<>(Arrays.asList(text.strip().split("\\s+")));
        try {
            String kind = words.remove(0);
            int count = Math.toIntExact(Decimals.whole(words.remove(0)));
            BlockSpec block = block(kind, count, words);
            if (words.isEmpty()) {
                return block;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException | ArithmeticException malformed) {
            throw refusal(text);
        }
        throw refusal(text);
    }

    /**
     * Returns the blocks that texts with commas between them say.
     *
     * @throws IllegalArgumentException if some say none, with every reason
     */
    static List<BlockSpec> parseAll(String texts) {
        List<BlockSpec> blocks = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (String text : texts.split(",", -1)) {
            try {
                blocks.add(parse(text));
            } catch (IllegalArgumentException refused) {
                errors.add("block " + (blocks.size() + errors.size() + 1) + ": " + refused.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
        return blocks;
    }

    private static BlockSpec block(String kind, int count, List<String> words) {
        return switch (kind) {
            case "conv" -> new Convolution(count, number("stride", words).orElse(1), words.remove("pool"));
            case "residual" ->
                new Residual(
                        count,
                        number("inner", words).orElse(count),
                        number("stride", words).orElse(1));
            case "dense" -> new Dense(count);
            default -> throw new NumberFormatException(kind);
        };
    }

    /** Takes a word and the number behind it out, if the word is there. */
    private static Optional<Integer> number(String word, List<String> words) {
        int at = words.indexOf(word);
        if (at < 0) {
            return Optional.empty();
        }
        words.remove(at);
        return Optional.of(Math.toIntExact(Decimals.whole(words.remove(at))));
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException("'" + text.strip() + "' is no block: expected " + FORMS);
    }

    /** Returns the texts of blocks, with commas between them. */
    static String text(List<BlockSpec> blocks) {
        return blocks.stream().map(BlockSpec::text).collect(Collectors.joining(", "));
    }

    /**
     * Returns the blocks of a plain convolutional network.
     *
     * @param channels of every convolution
     * @param poolAfter convolutions that are pooled, by their numbers from 1, ascending
     * @param dense units of the dense layers behind; may be empty
     * @throws IllegalArgumentException with every error
     */
    static List<BlockSpec> cnn(List<Integer> channels, List<Integer> poolAfter, List<Integer> dense) {
        List<String> errors = new ArrayList<>();
        if (channels.isEmpty() || channels.stream().anyMatch(count -> count < 1)) {
            errors.add("channels must be one or more numbers, each at least 1, were " + channels);
        }
        if (dense.stream().anyMatch(units -> units < 1)) {
            errors.add("units of dense layers must be at least 1, were " + dense);
        }
        if (!isAscending(poolAfter, channels.size())) {
            errors.add("pool-after must be numbers of convolutions, 1 to " + channels.size() + " ascending, were "
                    + poolAfter);
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
        List<BlockSpec> blocks = new ArrayList<>();
        for (int l = 0; l < channels.size(); l++) {
            blocks.add(new Convolution(channels.get(l), 1, poolAfter.contains(l + 1)));
        }
        dense.forEach(units -> blocks.add(new Dense(units)));
        return blocks;
    }

    private static boolean isAscending(List<Integer> numbers, int most) {
        int last = 0;
        for (int number : numbers) {
            if (number <= last || number > most) {
                return false;
            }
            last = number;
        }
        return true;
    }

    /**
     * Returns the blocks of a residual network for small images (He et al. 2016, section 4.2): a convolution, then three stages of (depth
     * − 2)/6 residual blocks each, of width, 2·width and 4·width channels; the second and third begin with stride 2.
     * Shortcuts between stages are convolutions of 1×1 (their option B).
     *
     * @param depth layers with weights on the way, 6n + 2: 8, 20, 32, 44, 56
     * @param width channels of the first stage, at least 1
     * @throws IllegalArgumentException with every error
     */
    static List<BlockSpec> resnet(int depth, int width) {
        List<String> errors = new ArrayList<>();
        if (depth < 8 || depth % 6 != 2) {
            errors.add("depth must be 6n + 2: 8, 20, 32, 44, 56, was " + depth);
        }
        if (width < 1 || width > 1 << 20) {
            errors.add("width must be from 1 to " + (1 << 20) + ", was " + width);
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
        List<BlockSpec> blocks = new ArrayList<>();
        blocks.add(new Convolution(width, 1, false));
        for (int stage = 0; stage < 3; stage++) {
            int channels = width << stage;
            for (int n = 0; n < (depth - 2) / 6; n++) {
                blocks.add(new Residual(channels, channels, stage > 0 && n == 0 ? 2 : 1));
            }
        }
        return blocks;
    }
}
