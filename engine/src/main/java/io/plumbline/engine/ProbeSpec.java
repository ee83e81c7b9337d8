package io.plumbline.engine;

import io.plumbline.core.conditioning.PowerIteration;
import io.plumbline.core.settings.Scope;

/**
 * What probes measure on, and how hard they look for λ.
 *
 * @param batch the probe batch, fixed for the run: copied by the engine
 * @param firstIterations products with the operator in the first probe at most, from a random vector, at least 1
 * @param iterations products in every later probe at most, at least 1; fewer where the direction settles before, as many
 *     as in the first where it cannot be trusted yet ({@link PowerIteration#TRUSTED_RESIDUAL})
 * @param settled residual ‖z − (uᵀz)u‖/λ at which the search ends before, at least 0
 * @param scope whether the columns count outgoing weights
 * @param draws D, random signs drawn for every example to measure the gate curvature, one pull-back each, at least 0; 0 does not
 *     measure it
 */
public record ProbeSpec(Batch batch, int firstIterations, int iterations, double settled, Scope scope, int draws) {

    /** Residual that is good enough: half of what stops decisions. */
    private static final double SETTLED = 0.05;

    /** Of later probes: three find a direction that drifted, and most need fewer. */
    public static final int ITERATIONS = 3;

    /** What a probe draws unless told otherwise: engine/README.md says what more would give and cost. */
    public static final int DRAWS = 2;

    /** From a random start the direction settles in about so many (λ₂/λ₁ is near 0.9). */
    static final int FIRST_ITERATIONS = 20;

    /** Checks the components. */
    public ProbeSpec {
        if (firstIterations < 1 || iterations < 1) {
            throw new IllegalArgumentException(
                    "iterations must be at least 1, were " + firstIterations + " and " + iterations);
        }
        if (!(settled >= 0)) {
            throw new IllegalArgumentException("settled must be at least 0, was " + settled);
        }
        if (draws < 0) {
            throw new IllegalArgumentException("draws must be at least 0, were " + draws);
        }
    }

    /** Returns the default effort on a batch. */
    public static ProbeSpec of(Batch batch) {
        return of(batch, Scope.OWN_AND_OUT);
    }

    /** Returns the default effort on a batch, for columns of a scope. */
    public static ProbeSpec of(Batch batch, Scope scope) {
        return of(batch, scope, DRAWS);
    }

    /** Returns the default effort on a batch, for columns of a scope, with so many draws. */
    public static ProbeSpec of(Batch batch, Scope scope, int draws) {
        return new ProbeSpec(batch, FIRST_ITERATIONS, ITERATIONS, SETTLED, scope, draws);
    }

    /** Throws unless the batch is one of this network. */
    void requireFits(NetworkSpec network) {
        batch.requireFits(network, batch.examples());
    }
}
