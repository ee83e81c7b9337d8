package io.plumbline.metrics;

import java.util.Optional;

/**
 * All that is known of a run. Every part is folded from one topic alone and in its order, so that the order between
 * topics does not matter. Immutable.
 *
 * @param facts from its manifest
 * @param life from runs
 * @param prunings from runs
 * @param training from evaluations
 * @param conditioning from conditions
 * @param decisions from mask-changes
 * @param acks from mask-acks
 * @param seenMs time of the latest record about it, milliseconds since 1970
 */
record RunView(
        RunFacts facts,
        LifeCycle life,
        Prunings prunings,
        Training training,
        Conditioning conditioning,
        MaskHistory decisions,
        Acks acks,
        long seenMs) {

    static RunView of(RunFacts facts) {
        RunPosition announced = new RunPosition(facts.attempt(), 0);
        return new RunView(
                facts,
                new LifeCycle(LifeCycle.State.ANNOUNCED, announced, facts.announcedMs(), 0),
                Prunings.NONE,
                Training.NONE,
                Conditioning.NONE,
                MaskHistory.none(facts.layers()),
                Acks.NONE,
                facts.announcedMs());
    }

    String run() {
        return facts.run();
    }

    /** Returns the version in force, by the latest record of gate or trainer. */
    long maskVersion() {
        return Math.max(acks.inForce(), decisions.inForce());
    }

    /** Returns the mask in force; empty if its decision is older than the records that were read. */
    Optional<MaskCount> mask() {
        return decisions.mask(maskVersion());
    }

    RunView with(RunFacts later, LifeCycle next) {
        return new RunView(later, next, prunings, training, conditioning, decisions, acks, seenMs);
    }

    RunView with(LifeCycle next) {
        return new RunView(facts, next, prunings, training, conditioning, decisions, acks, seenMs);
    }

    RunView with(Prunings next) {
        return new RunView(facts, life, next, training, conditioning, decisions, acks, seenMs);
    }

    RunView with(Training next) {
        return new RunView(facts, life, prunings, next, conditioning, decisions, acks, seenMs);
    }

    RunView with(Conditioning next) {
        return new RunView(facts, life, prunings, training, next, decisions, acks, seenMs);
    }

    RunView with(MaskHistory next) {
        return new RunView(facts, life, prunings, training, conditioning, next, acks, seenMs);
    }

    RunView with(Acks next) {
        return new RunView(facts, life, prunings, training, conditioning, decisions, next, seenMs);
    }

    RunView seenAt(long ms) {
        return ms <= seenMs ? this : new RunView(facts, life, prunings, training, conditioning, decisions, acks, ms);
    }
}
