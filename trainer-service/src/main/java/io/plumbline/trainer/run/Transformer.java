package io.plumbline.trainer.run;

import io.plumbline.core.model.Layers;
import io.plumbline.engine.Activation;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.TransformerSpec;
import io.plumbline.engine.data.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A transformer that tells tokens of texts, see {@link TransformerSpec}.
 *
 * @param depth blocks, at least 1
 * @param width numbers of a token's vector
 * @param heads of every block
 * @param headWidth numbers of a head
 * @param units of every block, or of every expert of it
 * @param experts of every block: gated in place of units; 0: there are none
 * @param nodes heads and units, or experts, of every block in turn, where they are not what the settings say; empty: they are
 * @param causal whether a token sees only those before: where the next one is told
 * @param activation of the units
 */
public record Transformer(
        int depth,
        int width,
        int heads,
        int headWidth,
        int units,
        int experts,
        List<Integer> nodes,
        boolean causal,
        Activation activation)
        implements Network {

    /** Checks and copies the components. */
    public Transformer {
        nodes = List.copyOf(nodes);
        if (!nodes.isEmpty() && nodes.size() != 2 * depth) {
            throw new IllegalArgumentException("network.nodes must be " + 2 * depth + " numbers at depth " + depth
                    + ", heads and units, or experts, of every block in turn, were " + nodes);
        }
        new TransformerSpec(2, 1, width, headWidth, blocks(depth, heads, units, experts, nodes), causal, activation);
    }

    private static List<TransformerSpec.Part> blocks(
            int depth, int heads, int units, int experts, List<Integer> nodes) {
        int others = experts > 0 ? experts : units;
        return IntStream.range(0, depth)
                .mapToObj(k -> nodes.isEmpty()
                        ? block(heads, others, units, experts > 0)
                        : block(nodes.get(2 * k), nodes.get(2 * k + 1), units, experts > 0))
                .toList();
    }

    private static TransformerSpec.Part block(int heads, int others, int units, boolean mixture) {
        return mixture ? TransformerSpec.Part.ofExperts(heads, units, others) : TransformerSpec.Part.of(heads, others);
    }

    @Override
    public Layers gatedLayers() {
        return spec(Shape.of(1), 2).layers();
    }

    @Override
    public NetworkSpec spec(Shape example, int classes) {
        if (example.sizes().size() != 1) {
            throw new IllegalArgumentException(
                    "a transformer needs texts, data.set text=<file>, and an example is " + example);
        }
        return new TransformerSpec(
                classes,
                example.size(),
                width,
                headWidth,
                blocks(depth, heads, units, experts, nodes),
                causal,
                activation);
    }

    @Override
    public Transformer withNodes(List<Integer> counts) {
        return new Transformer(depth, width, heads, headWidth, units, experts, counts, causal, activation);
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("kind", TransformerSpec.KIND);
        settings.put("depth", depth);
        settings.put("width", width);
        settings.put("heads", heads);
        settings.put("head-width", headWidth);
        settings.put("units", units);
        if (experts > 0) {
            settings.put("experts", experts);
        }
        if (!nodes.isEmpty()) {
            settings.put("nodes", nodes);
        }
        settings.put("activation", activation.spelling());
        return Collections.unmodifiableMap(settings);
    }
}
