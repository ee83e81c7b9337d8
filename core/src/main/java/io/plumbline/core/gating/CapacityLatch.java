package io.plumbline.core.gating;

import io.plumbline.core.gating.policy.CapacityFloor;
import io.plumbline.core.model.Capacity;
import java.util.Optional;

/**
 * Computes the capacity floor of a gate that finds the density itself, once: at t_0, from the smoothed training loss there,
 * whatever becomes of the decision. It stays for the rest of the run, later attempts included. Not thread safe.
 */
final class CapacityLatch {

    /** Training losses that tell a fresh network from one that was trained before. */
    private static final int FIRST_LOSSES = 10;
    /** Of the loss of guessing, ln(classes): a network that begins below this share of it was trained before. */
    private static final double GUESSING = 0.5;

    private int seen;
    private double firstLosses;
    private Optional<CapacityFloor> latched = Optional.empty();

    /** Takes in the training loss of a step, which {@code smoothed} has seen. */
    void observe(long step, double loss, SmoothedLoss smoothed, RunPlan plan) {
        if (seen < FIRST_LOSSES) {
            seen++;
            firstLosses += loss;
        }
        if (latched.isEmpty() && step >= plan.settings().schedule().warmUp()) {
            latched = Optional.of(CapacityFloor.of(
                    plan.settings().capacity().perNat(),
                    plan.trainingExamples(),
                    smoothed.mean() - plan.lossLowerBound()));
        }
    }

    /** Returns the floor in force; none where the settings ask for none, or it is not computed yet. */
    CapacityFloor floor(RunPlan plan) {
        double given = plan.settings().capacity().weights();
        if (!plan.settings().schedule().selfTuned()
                || plan.settings().capacity().isOff()) {
            return CapacityFloor.NONE;
        }
        return given > 0 ? CapacityFloor.given(given, plan.trainingExamples()) : latched.orElse(CapacityFloor.NONE);
    }

    /** Returns why there can be no floor though one is asked for: then nothing closes. */
    Optional<NoChangeReason> obstacle(RunPlan plan) {
        boolean computed = plan.settings().schedule().selfTuned()
                && plan.settings().capacity().isComputed();
        if (!computed) {
            return Optional.empty();
        }
        if (plan.classes() == 0) {
            return Optional.of(NoChangeReason.LOSS_UNKNOWN);
        }
        boolean unknown = plan.trainingExamples() == 0
                || Capacity.of(plan.architecture()).form() == Capacity.Form.UNKNOWN
                || latched.isEmpty();
        if (unknown) {
            return Optional.of(NoChangeReason.CAPACITY_UNKNOWN);
        }
        return firstLosses / seen < GUESSING * StrictMath.log(plan.classes())
                ? Optional.of(NoChangeReason.FINE_TUNING)
                : Optional.empty();
    }

    void writeTo(StateWriter out) {
        out.put(seen).put(firstLosses).put(latched.isPresent());
        latched.ifPresent(floor -> out.put(floor.weights())
                .put(floor.perNat())
                .put(floor.examples())
                .put(floor.loss()));
    }

    static CapacityLatch readFrom(StateReader in) {
        CapacityLatch read = new CapacityLatch();
        read.seen = in.getInt();
        read.firstLosses = in.getDouble();
        if (in.getBoolean()) {
            read.latched = Optional.of(new CapacityFloor(in.getDouble(), in.getDouble(), in.getLong(), in.getDouble()));
        }
        return read;
    }
}
