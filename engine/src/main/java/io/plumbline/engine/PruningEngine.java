package io.plumbline.engine;

import io.plumbline.core.model.Mask;

/**
 * An engine that can become smaller while it trains. Layers, records, masks, weights and optimizer states stay those of
 * the network that it began as: a removed node is closed for ever and its numbers are 0. Only {@link #parameters()} says
 * what is left.
 */
public interface PruningEngine extends Engine {

    /**
     * Removes closed nodes for good: weights, their average, what the optimizer remembers and the probe's direction go on
     * without them, so that the next step is the step that would have been made anyway, up to rounding. Frees what is not needed
     * any more. From now on {@link #mask(Mask)} refuses to open them.
     *
     * @param remaining nodes that stay, as open ones; all open ones among them
     * @throws IllegalArgumentException if it leaves out an open node, or holds one that was removed
     * @throws IllegalStateException if a layer would be left without a node; nothing has changed then
     */
    void prune(Mask remaining);

    /** Returns a copy of everything that it remembers. */
    EngineState state();

    /**
     * Goes on from where another engine of the same specification and seed stood. The network may become larger or smaller.
     *
     * @throws IllegalArgumentException if the state is not of this network and optimizer; the engine is of no use then
     */
    void state(EngineState state);
}
