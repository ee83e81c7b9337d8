package io.plumbline.core.gating;

import io.plumbline.core.gating.policy.NodeView;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which closed nodes are removed for good, and when: those whose gates have not changed for the number of decisions in
 * the settings, the current one included, and that the policy does not want back; all of them at once, if that saves
 * enough by the cost C of an example ({@link Architecture#cost}), with s = 1 − C(nodes that remain)/C(nodes present):
 *
 * <pre>
 * s &gt; 0,  s ≥ prune-saving·2ⁿ,  s·(T − t) ≥ 20
 * </pre>
 *
 * with n prunings before that were measured and made steps no faster ({@link GateState#leastSaving}; in lockstep 0).
 *
 * <p>Of a layer whose nodes are all closed one stays. The last condition says that the remaining steps save more than the rebuilding costs, counted in steps. In lockstep
 * no measured time is used: the same statistics give the same prunings.
 */
final class PruningRule {

    /** Cost of rebuilding and of warming up again, in steps of the network before; rather too large than too small. */
    private static final double REBUILDING = 20;

    private PruningRule() {}

    /** Returns whether the run has closed nodes that the settings allow to remove. */
    static boolean applies(GateState state) {
        return state.plan().settings().pruning().after() > 0
                && !state.pruningDisabled()
                && !state.masks().mask().equals(state.masks().masks().present());
    }

    /**
     * Returns the nodes that remain after a pruning at step {@code step}, as open ones; empty if no pruning pays. No
     * change is in flight or under observation, and the rule {@link #applies}.
     *
     * @param nodes ages of the gates, in decisions
     * @param wanted whether the policy wants a closed node back
     */
    static Optional<Mask> remaining(GateState state, NodeView nodes, IntPredicate wanted, long step) {
        int after = state.plan().settings().pruning().after();
        Mask present = state.masks().masks().present();
        int[] removed = IntStream.range(0, present.nodes())
                .filter(b -> present.isOpen(b) && !state.masks().mask().isOpen(b))
                .filter(b -> nodes.age()[b] + 1 >= after && !wanted.test(b))
                .toArray();
        Mask remaining = leavingOne(state.plan().architecture().layers(), present.with(removed, new int[0]), present);
        return pays(state, remaining, step) ? Optional.of(remaining) : Optional.empty();
    }

    /** Returns the same with the first node present of every layer that none would be left of: closed, it stays to be passed by. */
    static Mask leavingOne(Layers layers, Mask remaining, Mask present) {
        int[] kept = IntStream.range(0, layers.size())
                .filter(l -> remaining.openCount(layers.start(l), layers.end(l)) == 0)
                .map(l -> IntStream.range(layers.start(l), layers.end(l))
                        .filter(present::isOpen)
                        .findFirst()
                        .orElseThrow())
                .toArray();
        return remaining.with(new int[0], kept);
    }

    private static boolean pays(GateState state, Mask remaining, long step) {
        double saving =
                saving(state.plan().architecture(), state.masks().masks().present(), remaining);
        long left = state.plan().plannedSteps() - step;
        return saving > 0 && saving >= state.leastSaving() && saving * left >= REBUILDING;
    }

    /**
     * Returns s, from 0 to 1; 0 if no costs are known.
     *
     * @param present nodes that are in the network now, as open ones
     * @param remaining nodes that would stay
     */
    static double saving(Architecture architecture, Mask present, Mask remaining) {
        double before = architecture.cost(present);
        return before > 0 ? 1 - architecture.cost(remaining) / before : 0;
    }
}
