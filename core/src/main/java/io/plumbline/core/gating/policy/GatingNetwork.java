package io.plumbline.core.gating.policy;

import io.plumbline.core.random.Draws;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The learned policy: a small network, shared by all nodes, maps the measurements of a node to the logit of its gate,
 * and is trained while the run goes on, by a few steps of Adam per decision on {@link GateLoss Q}. It trains on sampled
 * hard-concrete gates and decides by the deterministic one. Before its first proposal it learns the order of greedy Q.
 *
 * <p>Scores are the logits. Dead nodes get gate 0, resting nodes and layers at their floor stay. If the memory has
 * another shape (hidden units were changed), it starts from scratch.
 */
final class GatingNetwork implements Policy {

    private static final SoftReference<Workspace> NOTHING_LEFT = new SoftReference<>(null);

    /** Arrays of the previous proposal, softly referenced: they may be cleared if memory is short. */
    private final AtomicReference<SoftReference<Workspace>> spare = new AtomicReference<>(NOTHING_LEFT);

    @Override
    public String name() {
        return Policies.GATING_NETWORK;
    }

    @Override
    public boolean findsDensity() {
        return true;
    }

    @Override
    public String version() {
        return "3";
    }

    /** Nothing yet: the size of the network is in the settings, which come with the first situation. */
    @Override
    public Memory initial(long seed) {
        return Memory.NONE;
    }

    @Override
    public Proposal propose(Situation situation, Memory memory) {
        Workspace space = space(situation);
        SharedNetwork network = space.network();
        double[] x = space.load(situation);
        NetworkMemory state = NetworkMemory.fits(memory, network.parameters())
                ? NetworkMemory.read(memory, situation.settings().learner().adamRate())
                : start(situation, network, x);
        Draws draws = Draws.of(situation.seed(), situation.step());
        double[] pinned = pinned(situation);
        GateTraining training = new GateTraining(space, GateLoss.of(situation), pinned, draws);
        training.train(state, situation.settings().learner().adamSteps());
        double[] logits = training.logits(state.parameters());
        spare.set(new SoftReference<>(space));
        if (situation.settings().schedule().selfTuned()) {
            Plan plan = Plan.of(situation, logits);
            plan.closeDeadNodes();
            return Proposal.selfTuned(situation, plan, logits, state.write());
        }
        return new Proposal(gates(pinned, logits), logits, state.write());
    }

    /** Takes the previous workspace, if it fits, so that no other thread can use it meanwhile. */
    private Workspace space(Situation situation) {
        int nodes = situation.nodes().size();
        int units = situation.settings().learner().hiddenUnits();
        Workspace left = spare.getAndSet(NOTHING_LEFT).get();
        return left != null && left.fits(nodes, units) ? left : new Workspace(nodes, units);
    }

    private static NetworkMemory start(Situation situation, SharedNetwork network, double[] x) {
        double[] v = network.draw(Draws.of(situation.seed(), 0));
        network.forget(v, x);
        int[] order = Arrays.stream(Order.ascending(new QRank().scores(situation)))
                .filter(b -> !situation.nodes().isDead(b))
                .toArray();
        double density = situation.settings().schedule().selfTuned() ? 1 : situation.targetDensity();
        WarmStart.train(network, v, x, order, density);
        return new NetworkMemory(v, Adam.create(situation.settings().learner().adamRate(), v.length));
    }

    /** Gates with a fixed value, NaN where the network decides. It must not count on closing what it cannot close. */
    private static double[] pinned(Situation situation) {
        NodeView nodes = situation.nodes();
        int[] spare = Floor.spare(situation);
        double[] pinned = new double[nodes.size()];
        for (int b = 0; b < pinned.length; b++) {
            boolean open = situation.mask().isOpen(b);
            if (nodes.resting()[b] || (open && spare[situation.layers().layerOf(b)] <= 0)) {
                pinned[b] = open ? 1 : 0;
            } else {
                pinned[b] = nodes.isDead(b) ? 0 : Double.NaN;
            }
        }
        return pinned;
    }

    private static double[] gates(double[] pinned, double[] logits) {
        double[] gates = new double[logits.length];
        for (int b = 0; b < gates.length; b++) {
            gates[b] = Double.isNaN(pinned[b]) ? HardConcrete.decided(logits[b]) : pinned[b];
        }
        return gates;
    }
}
