package io.plumbline.engine;

import io.plumbline.core.model.Axis;
import io.plumbline.core.model.Factor;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Role;
import io.plumbline.engine.NetworkBuilder.Mixture;

/** Tells a builder a transformer, from the tokens to the logits. */
final class TransformerWalk {

    /** Names of tables. */
    static final String TOKENS = "tokens.weight";

    static final String POSITIONS = "positions.weight";

    /** In names of maps whose results are added to the stream. */
    static final String BACK = ".back";

    /** Queries, keys and values. */
    private static final int PARTS = 3;

    private TransformerWalk() {}

    /** Tells all of it. */
    static void of(TransformerSpec network, NetworkBuilder builder) {
        int tokens = network.tokens();
        Axis stream = Axis.fixed(network.width());
        builder.embed(network.vocabulary(), tokens, network.width());
        for (int k = 0; k < network.blocks().size(); k++) {
            String name = "block-" + (k + 1);
            TransformerSpec.Part block = network.blocks().get(k);
            int heads = 2 * k;
            int units = 2 * k + 1;

            builder.split();
            builder.layerNorm(name + ".norm-1", tokens, network.width());
            builder.layer(name + "-heads", LayerKind.ATTENTION_HEAD, block.heads());
            builder.tokens(name + ".attention", tokens, stream, parts(heads, network.headWidth()));
            builder.attention(
                    name + ".attention",
                    heads,
                    new Attention.Shape(tokens, block.heads(), network.headWidth()),
                    network.causal());
            builder.tokens(
                    name + ".attention" + BACK, tokens, Axis.blocks(heads, network.headWidth(), Role.READS), stream);
            builder.add();

            builder.split();
            builder.layerNorm(name + ".norm-2", tokens, network.width());
            if (block.experts() > 0) {
                builder.layer(name + "-experts", LayerKind.EXPERT, block.experts());
                builder.mixture(
                        name,
                        units,
                        new Mixture(tokens, network.width(), block.units(), block.experts(), block.balance()));
            } else {
                builder.layer(name + "-units", LayerKind.FEED_FORWARD, block.units());
                builder.tokens(name + ".units", tokens, stream, Axis.nodes(units, Role.OWNS));
                builder.units(units, block.units());
                builder.tokens(name + ".units" + BACK, tokens, Axis.nodes(units, Role.READS), stream);
            }
            builder.add();
        }
        builder.layerNorm("norm", tokens, network.width());
        builder.unembed(network.vocabulary(), tokens);
    }

    private static Axis parts(int layer, int width) {
        return Axis.of(new Factor.Fixed(PARTS), new Factor.Nodes(layer, width, Role.OWNS));
    }
}
