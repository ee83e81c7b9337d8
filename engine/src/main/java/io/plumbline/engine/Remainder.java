package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Mask;
import java.util.List;

/**
 * What is open of a network in training, as a network of its own: it has no node but the open ones, and remembers of them what
 * the other did. An engine of it computes what the other computes, up to rounding.
 *
 * @param hidden units of every hidden layer, at least 1 each
 * @param state of an engine of this network and of the other's optimizer: all nodes present and open
 */
public record Remainder(List<Integer> hidden, EngineState state) {

    /** Copies the list. */
    public Remainder {
        hidden = List.copyOf(hidden);
    }

    /**
     * Returns what is open in the state of an engine.
     *
     * @param network all of it, before anything was removed
     * @throws IllegalArgumentException if the state is not of the network
     * @throws IllegalStateException if a layer has no open node
     */
    public static Remainder of(NetworkSpec network, EngineState state) {
        Architecture whole = network.architecture();
        if (state.present().nodes() != whole.layers().nodes()) {
            throw new IllegalArgumentException(
                    "the state is of " + state.present().nodes() + " nodes, the network has "
                            + whole.layers().nodes());
        }
        KeptNodes present = KeptNodes.of(whole, state.present());
        Architecture smaller = network.withNodes(present.counts()).architecture();
        KeptNodes open = KeptNodes.of(smaller, present.select(state.mask()));
        List<Integer> hidden = open.counts();
        Mask all = Mask.allOpen(hidden.stream().mapToInt(Integer::intValue).sum());
        return new Remainder(
                hidden,
                new EngineState(
                        all,
                        all,
                        open.select(state.weights()),
                        open.selectStatistics(state.statistics()),
                        open.select(state.optimizer()),
                        open.select(state.average()),
                        state.direction()));
    }
}
