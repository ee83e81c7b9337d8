package io.plumbline.core.gating;

import io.plumbline.core.model.DenseChain;
import io.plumbline.core.model.Mask;

/**
 * When closed nodes are removed for good: the gates stood still for so many decisions as the settings say, the one that
 * removes counted, and it pays by the cost C of an example ({@link DenseChain}), with s = 1 − C(open nodes)/C(nodes present):
 *
 * <pre>
 * s &gt; 0,  s ≥ compact-saving,  s·(T − t) ≥ 20
 * </pre>
 *
 * <p>The last says that the steps left save more than the rebuilding costs, counted in steps. No clock is asked: the same
 * statistics give the same compactions.
 */
final class CompactionRule {

    /** Rebuilding and what it costs until it runs warm, in steps of the network before; on the large side. */
    private static final double REBUILDING = 20;

    private CompactionRule() {}

    /** Returns whether a compaction at step {@code step} pays; nothing is in flight and nothing else changes. */
    static boolean pays(RunHead head, long step) {
        GateSettings settings = head.plan().settings();
        DenseChain chain = head.plan().chain();
        if (settings.compactAfter() == 0
                || head.compactsNoMore()
                || head.decisionsUnchanged() + 1 < settings.compactAfter()
                || !chain.isDense()) {
            return false;
        }
        double saving = saving(chain, head.masks.present(), head.masks.mask());
        long left = head.plan().plannedSteps() - step;
        return saving > 0 && saving >= settings.compactSaving() && saving * left >= REBUILDING;
    }

    /**
     * Returns s, from 0 to 1; 0 where nothing costs anything.
     *
     * @param present nodes that are in the network now, as open ones
     * @param open nodes that would stay
     */
    static double saving(DenseChain chain, Mask present, Mask open) {
        double before = chain.cost(present);
        return before > 0 ? 1 - chain.cost(open) / before : 0;
    }
}
