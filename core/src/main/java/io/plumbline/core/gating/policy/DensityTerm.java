package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Density;
import io.plumbline.core.model.Layers;

/** What Q says of the density D of gates: ω(D − ρ)² on a schedule, log(L/L_target)·log(D/D⁰) where the gate finds it itself. */
final class DensityTerm {

    private final boolean selfTuned;
    /** ω, or log(L/L_target). */
    private final double weight;
    /** ρ, or D⁰. */
    private final double reference;
    /** Density of all layers at their floors: self-tuned, nothing is gained below. */
    private final double least;

    private DensityTerm(boolean selfTuned, double weight, double reference, double least) {
        this.selfTuned = selfTuned;
        this.weight = weight;
        this.reference = reference;
        this.least = least;
    }

    static DensityTerm of(Situation situation, Density density) {
        boolean selfTuned = situation.settings().schedule().selfTuned();
        return new DensityTerm(
                selfTuned,
                selfTuned
                        ? situation.logWork()
                        : situation.settings().objective().omega(),
                selfTuned ? density.of(situation.openCounts()) : situation.targetDensity(),
                density.of(floors(situation)));
    }

    /** Returns the term at density D. */
    double of(double density) {
        if (selfTuned) {
            return weight * StrictMath.log(Math.max(least, density) / reference);
        }
        double above = density - reference;
        return weight * above * above;
    }

    /** Returns its derivative by D. */
    double slope(double density) {
        if (selfTuned) {
            return density > least ? weight / density : 0;
        }
        return 2 * weight * (density - reference);
    }

    private static double[] floors(Situation situation) {
        Layers layers = situation.layers();
        double[] floors = new double[layers.size()];
        for (int l = 0; l < floors.length; l++) {
            floors[l] = situation.settings().limits().floor(layers.all().get(l));
        }
        return floors;
    }
}
