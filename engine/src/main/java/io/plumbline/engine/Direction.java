package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import java.util.List;

/**
 * The unit vector u of the power iteration, in parameter space; zero on what closed nodes own and read out. Not thread
 * safe.
 */
final class Direction {

    private static final String SUFFIX = ".direction";

    private final long seed;
    private final Parameters u;
    /** With the gates in force: the random start is drawn within them when it is asked for, which after a pruning nobody does. */
    private final GatedTensors gated;

    private boolean random = true;

    Direction(Architecture network, GatedTensors gated, long seed) {
        this.gated = gated;
        this.seed = seed;
        this.u = new Parameters(network);
    }

    /** Returns whether it still is the random start. */
    boolean isRandom() {
        return random;
    }

    /** Returns copies of the entries; none where it still is the random start. */
    List<NamedArray> export() {
        return random ? List.of() : u.export(SUFFIX);
    }

    /** Takes what {@link #export()} gave, within the gates in force: bit for bit where it was within them already. */
    void take(List<NamedArray> arrays) {
        random = arrays.isEmpty();
        if (random) {
            return;
        }
        u.take(arrays, SUFFIX);
        double squares = u.dot(u);
        gated.zeroClosed(u, u);
        if (u.dot(u) != squares || squares == 0) {
            random = !normalise();
        }
    }

    /** Returns the entries: the object itself. */
    Parameters entries() {
        if (random) {
            draw();
        }
        return u;
    }

    /**
     * Zeroes what the nodes that are closed by now own and read out, and makes it a unit vector again; a vector that vanishes
     * starts anew from the seed.
     */
    void restrict() {
        if (!random) {
            gated.zeroClosed(u, u);
            random = !normalise();
        }
    }

    private void draw() {
        u.fillNormal(seed);
        gated.zeroClosed(u, u);
        normalise();
    }

    /** Makes it a unit vector; false where it has vanished. */
    private boolean normalise() {
        double norm = Math.sqrt(u.dot(u));
        if (norm > 0) {
            u.scale((float) (1 / norm));
        }
        return norm > 0;
    }

    /** u ← z/λ over open entries, λ = ‖z‖ over the same; nothing if λ is 0 or not finite. */
    void follow(Parameters z, double lambda) {
        if (!(lambda > 0) || Double.isInfinite(lambda)) {
            return;
        }
        gated.zeroClosed(z, u);
        u.scale((float) (1 / lambda));
        random = false;
    }
}
