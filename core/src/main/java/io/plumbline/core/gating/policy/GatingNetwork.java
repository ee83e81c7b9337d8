package io.plumbline.core.gating.policy;

/**
 * The learned policy: a small network, shared by all nodes, maps what was measured of a node to the logit of its gate, and
 * is trained while the run goes on, by a few steps of Adam per decision on {@link GateLoss Q}. It trains on sampled
 * hard-concrete gates and decides by the deterministic one. Before its first proposal it learns the order of greedy Q.
 *
 * <p>Scores are the logits. Dead nodes get gate 0, unless they rest. If the memory is of another shape (hidden units were
 * changed), it starts anew.
 */
final class GatingNetwork implements Policy {

    @Override
    public String name() {
        return Policies.DEFAULT;
    }

    @Override
    public String version() {
        return "1";
    }

    /** Nothing yet: how large the network is stands in the settings, which come with the first situation. */
    @Override
    public Memory initial(long seed) {
        return Memory.NONE;
    }

    @Override
    public Proposal propose(Situation situation, Memory memory) {
        SharedNetwork network =
                new SharedNetwork(Features.COUNT, situation.settings().hiddenUnits());
        double[] x = Features.of(situation);
        NetworkMemory state = NetworkMemory.fits(memory, network.parameters())
                ? NetworkMemory.read(memory, situation.settings().adamRate())
                : start(situation, network, x);
        Draws draws = Draws.of(situation.seed(), situation.step());
        boolean[] fixed = fixed(situation);
        GateTraining training = new GateTraining(network, GateLoss.of(situation), x, fixed, draws);
        training.train(state, situation.settings().adamSteps());
        double[] logits = training.logits(state.parameters());
        return new Proposal(gates(situation, logits), logits, state.write());
    }

    private static NetworkMemory start(Situation situation, SharedNetwork network, double[] x) {
        double[] v = network.draw(Draws.of(situation.seed(), 0));
        int[] order = Order.ascending(new QRank().scores(situation));
        double density = situation.settings().selfTuned() ? 1 : situation.targetDensity();
        WarmStart.train(network, v, x, order, density);
        return new NetworkMemory(v, Adam.create(situation.settings().adamRate(), v.length));
    }

    /** Resting nodes stay as they are, and what is dead is not worth a say: closed for good. */
    private static boolean[] fixed(Situation situation) {
        boolean[] fixed = new boolean[situation.nodes().size()];
        for (int b = 0; b < fixed.length; b++) {
            fixed[b] = situation.nodes().resting()[b]
                    || (!situation.mask().isOpen(b) && Terms.isDead(situation.nodes(), b));
        }
        return fixed;
    }

    private static double[] gates(Situation situation, double[] logits) {
        double[] gates = new double[logits.length];
        for (int b = 0; b < gates.length; b++) {
            if (situation.nodes().resting()[b]) {
                gates[b] = situation.mask().isOpen(b) ? 1 : 0;
            } else {
                gates[b] = Terms.isDead(situation.nodes(), b) ? 0 : HardConcrete.decided(logits[b]);
            }
        }
        return gates;
    }
}
