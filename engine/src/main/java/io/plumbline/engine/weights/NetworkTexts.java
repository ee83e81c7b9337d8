package io.plumbline.engine.weights;

import io.plumbline.core.files.Decimals;
import io.plumbline.engine.Activation;
import io.plumbline.engine.BlockSpec;
import io.plumbline.engine.ChainSpec;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.Norm;
import io.plumbline.engine.TransformerSpec;
import io.plumbline.engine.data.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The shape of a network as texts, such as the metadata of its file. */
final class NetworkTexts {

    private static final String FORMAT = "format";
    private static final String PREFIX = "plumbline-";
    private static final String VERSION = "-1";

    private static final String FEATURES = "features";
    private static final String HIDDEN = "hidden";
    private static final String IMAGE = "image";
    private static final String BLOCKS = "blocks";
    private static final String NORM = "norm";
    private static final String TOKENS = "tokens";
    private static final String WIDTH = "width";
    private static final String HEAD_WIDTH = "head-width";
    private static final String HEADS = "heads";
    private static final String UNITS = "units";
    private static final String EXPERTS = "experts";
    private static final String ATTENTION = "attention";
    private static final String CAUSAL = "causal";
    private static final String FULL = "full";
    private static final List<String> KINDS = List.of(MlpSpec.KIND, ChainSpec.KIND, TransformerSpec.KIND);

    private static final String CLASSES = "classes";
    private static final String ACTIVATION = "activation";

    private NetworkTexts() {}

    /** Returns the texts, the format of the file among them. */
    static Map<String, String> of(NetworkSpec network) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(FORMAT, format(network.kind()));
        if (network instanceof MlpSpec mlp) {
            texts.put(FEATURES, String.valueOf(mlp.features()));
            texts.put(HIDDEN, joined(mlp.hidden()));
        } else if (network instanceof ChainSpec chain) {
            texts.put(IMAGE, joined(chain.image().sizes()));
            texts.put(BLOCKS, BlockSpec.text(chain.blocks()));
            texts.put(NORM, chain.norm().spelling());
        } else if (network instanceof TransformerSpec transformer) {
            texts.put(TOKENS, String.valueOf(transformer.tokens()));
            texts.put(WIDTH, String.valueOf(transformer.width()));
            texts.put(HEAD_WIDTH, String.valueOf(transformer.headWidth()));
            texts.put(HEADS, joined(each(transformer, TransformerSpec.Part::heads)));
            texts.put(UNITS, joined(each(transformer, TransformerSpec.Part::units)));
            if (transformer.blocks().stream().anyMatch(block -> block.experts() > 0)) {
                texts.put(EXPERTS, joined(each(transformer, TransformerSpec.Part::experts)));
            }
            texts.put(ATTENTION, transformer.causal() ? CAUSAL : FULL);
        }
        texts.put(CLASSES, String.valueOf(network.classes()));
        texts.put(ACTIVATION, network.activation().spelling());
        return texts;
    }

    private static List<Integer> each(TransformerSpec network, Function<TransformerSpec.Part, Integer> count) {
        return network.blocks().stream().map(count).toList();
    }

    private static String format(String kind) {
        return PREFIX + kind + VERSION;
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Returns whether texts name a format that {@link #parse} reads. */
    static boolean isKnown(Map<String, String> texts) {
        String format = texts.getOrDefault(FORMAT, "");
        return KINDS.stream().anyMatch(kind -> format.equals(format(kind)));
    }

    /** Returns the formats that {@link #parse} reads, in words. */
    static String known() {
        return KINDS.stream().map(NetworkTexts::format).collect(Collectors.joining(", "));
    }

    /**
     * Returns the network that texts of a known format describe.
     *
     * @throws IllegalArgumentException if they do not
     */
    static NetworkSpec parse(Map<String, String> texts) {
        int classes = whole(CLASSES, text(texts, CLASSES));
        Activation activation = Activation.of(text(texts, ACTIVATION));
        if (texts.get(FORMAT).equals(format(ChainSpec.KIND))) {
            return new ChainSpec(
                    new Shape(numbers(texts, IMAGE)),
                    BlockSpec.parseAll(text(texts, BLOCKS)),
                    Norm.of(text(texts, NORM)),
                    classes,
                    activation);
        }
        if (texts.get(FORMAT).equals(format(TransformerSpec.KIND))) {
            return transformer(texts, classes, activation);
        }
        return new MlpSpec(whole(FEATURES, text(texts, FEATURES)), numbers(texts, HIDDEN), classes, activation);
    }

    private static TransformerSpec transformer(Map<String, String> texts, int vocabulary, Activation activation) {
        List<Integer> heads = numbers(texts, HEADS);
        List<Integer> units = numbers(texts, UNITS);
        List<Integer> experts =
                texts.containsKey(EXPERTS) ? numbers(texts, EXPERTS) : Collections.nCopies(heads.size(), 0);
        String attention = text(texts, ATTENTION);
        if (heads.size() != units.size() || heads.size() != experts.size()) {
            throw new IllegalArgumentException(
                    "heads " + heads + ", units " + units + " and experts " + experts + " are not of the same blocks");
        }
        if (!attention.equals(CAUSAL) && !attention.equals(FULL)) {
            throw new IllegalArgumentException("attention is '" + attention + "', expected " + CAUSAL + " or " + FULL);
        }
        return new TransformerSpec(
                vocabulary,
                whole(TOKENS, text(texts, TOKENS)),
                whole(WIDTH, text(texts, WIDTH)),
                whole(HEAD_WIDTH, text(texts, HEAD_WIDTH)),
                IntStream.range(0, heads.size())
                        .mapToObj(k -> part(heads.get(k), units.get(k), experts.get(k)))
                        .toList(),
                attention.equals(CAUSAL),
                activation);
    }

    private static TransformerSpec.Part part(int heads, int units, int experts) {
        return experts > 0
                ? TransformerSpec.Part.ofExperts(heads, units, experts)
                : TransformerSpec.Part.of(heads, units);
    }

    private static List<Integer> numbers(Map<String, String> texts, String key) {
        String text = text(texts, key);
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(number -> whole(key, number))
                        .toList();
    }

    private static int whole(String key, String text) {
        try {
            return Math.toIntExact(Decimals.whole(text));
        } catch (NumberFormatException | ArithmeticException malformed) {
            throw new IllegalArgumentException(key + " is '" + text + "', expected a whole number", malformed);
        }
    }

    /**
     * Returns a text.
     *
     * @throws IllegalArgumentException if it is missing
     */
    static String text(Map<String, String> texts, String key) {
        return Optional.ofNullable(texts.get(key))
                .orElseThrow(() -> new IllegalArgumentException("its metadata says no " + key));
    }
}
