package io.plumbline.core.gating.policy;

import io.plumbline.core.settings.GateSettings;
import java.util.Arrays;

/** Keeps every gate open: the network without the method. */
final class Dense implements Policy {

    @Override
    public String name() {
        return Policies.DENSE;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean changesMasks() {
        return false;
    }

    @Override
    public ProbeNeed needs(GateSettings settings) {
        return ProbeNeed.NOTHING;
    }

    @Override
    public Memory initial(long seed) {
        return Memory.NONE;
    }

    @Override
    public Proposal propose(Situation situation, Memory memory) {
        double[] open = new double[situation.nodes().size()];
        Arrays.fill(open, 1);
        return new Proposal(open, open.clone(), Memory.NONE);
    }
}
