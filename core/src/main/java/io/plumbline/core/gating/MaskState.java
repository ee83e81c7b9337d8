package io.plumbline.core.gating;

import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import java.util.Optional;

/**
 * The mask of a run, and the change in flight or under observation. At most one change is in flight, and a version
 * number is used once. Each state has the transitions that it allows. Immutable.
 */
sealed interface MaskState {

    /** Returns masks and versions. */
    Masks masks();

    /** Returns the change that was announced and is not yet in force. */
    default Optional<Announcement> inFlight() {
        return Optional.empty();
    }

    /** Returns the change in force that may still be rolled back. */
    default Optional<RollbackWatch> watch() {
        return Optional.empty();
    }

    /**
     * A decision announces a change.
     *
     * @throws IllegalStateException if another is in flight
     */
    InFlight announce(Change change);

    /** Returns the state of a run before its first change: all gates open, version 0. */
    static MaskState allOpen(int nodes) {
        Mask open = Mask.allOpen(nodes);
        return new Settled(new Masks(open, open, 0, 0));
    }

    default Mask mask() {
        return masks().mask();
    }

    default long inForce() {
        return masks().inForce();
    }

    default boolean isInFlight(long version) {
        return inFlight().isPresent() && inFlight().get().version() == version;
    }

    /** Returns whether a trainer may be under this version: one that was in force, or the one in flight. */
    default boolean knows(long version) {
        return (version >= 0 && version <= inForce()) || isInFlight(version);
    }

    /**
     * Masks and versions.
     *
     * @param mask in force
     * @param present nodes that are still in the network, as open ones
     * @param inForce version in force, 0 before the first
     * @param lastVersion announced so far
     */
    record Masks(Mask mask, Mask present, long inForce, long lastVersion) {

        long nextVersion() {
            return lastVersion + 1;
        }

        private InFlight announce(Change change, Optional<RollbackWatch> before) {
            if (change.version() <= lastVersion) {
                throw new IllegalStateException("version " + change.version() + " after " + lastVersion);
            }
            Masks announced = new Masks(mask, present, inForce, change.version());
            return new InFlight(announced, Announcement.of(change), before);
        }

        private Masks under(Announcement change) {
            return new Masks(
                    mask.with(change.closed(), change.opened()),
                    change.remaining().orElse(present),
                    change.version(),
                    lastVersion);
        }
    }

    /** No change is in flight or under observation. */
    record Settled(Masks masks) implements MaskState {
        @Override
        public InFlight announce(Change change) {
            return masks.announce(change, Optional.empty());
        }
    }

    /**
     * The change in force is under observation.
     *
     * @param observed the change, and when it is rolled back
     */
    record Observed(Masks masks, RollbackWatch observed) implements MaskState {
        @Override
        public Optional<RollbackWatch> watch() {
            return Optional.of(observed);
        }

        /** A roll-back of the change is announced: the observation goes on until that is in force. */
        @Override
        public InFlight announce(Change change) {
            return masks.announce(change, watch());
        }

        /** The change is confirmed. */
        Settled confirm() {
            return new Settled(masks);
        }

        /** The change is observed for another window. */
        Observed extend() {
            return new Observed(masks, observed.extend());
        }

        /** A step went by that {@code loss} has seen. */
        Observed seen(long step, SmoothedLoss loss, RunPlan plan) {
            return observed.marks(step, plan) ? new Observed(masks, observed.marked(loss)) : this;
        }
    }

    /**
     * A change is announced and not in force yet.
     *
     * @param change it
     * @param watch over the earlier change that it rolls back; empty: there is none
     */
    record InFlight(Masks masks, Announcement change, Optional<RollbackWatch> watch) implements MaskState {
        @Override
        public Optional<Announcement> inFlight() {
            return Optional.of(change);
        }

        @Override
        public InFlight announce(Change another) {
            throw new IllegalStateException(
                    "version " + another.version() + " while " + change.version() + " is in flight");
        }

        /**
         * The change came into force: from now on it is under observation, unless it is a roll-back or changes no gate.
         * Nodes that a pruning removed cannot open again.
         *
         * @param step first step under it
         * @param loss up to the step before
         */
        MaskState comeIntoForce(long step, SmoothedLoss loss, GateSettings settings) {
            boolean observed = !change.rollback() && change.changesNodes();
            Masks after = masks.under(change);
            return observed
                    ? new Observed(after, RollbackWatch.over(change, step, loss, settings))
                    : new Settled(after);
        }

        /** The trainer rejected it: it has no effect, but its number stays used. */
        MaskState takeBack() {
            return settledOr(masks, watch);
        }
    }

    private static MaskState settledOr(Masks masks, Optional<RollbackWatch> watch) {
        return watch.<MaskState>map(observed -> new Observed(masks, observed)).orElseGet(() -> new Settled(masks));
    }

    default void writeTo(StateWriter out) {
        Masks masks = masks();
        out.put(masks.mask().nodes())
                .put(masks.mask().toBytes())
                .put(masks.present().toBytes())
                .put(masks.inForce())
                .put(masks.lastVersion());
        out.put(inFlight().isPresent());
        inFlight().ifPresent(change -> change.writeTo(out));
        out.put(watch().isPresent());
        watch().ifPresent(watched -> watched.writeTo(out));
    }

    static MaskState readFrom(StateReader in) {
        int nodes = in.getInt();
        Masks masks = new Masks(
                Mask.fromBytes(in.getBytes(), nodes), Mask.fromBytes(in.getBytes(), nodes), in.getLong(), in.getLong());
        Optional<Announcement> change = in.getBoolean() ? Optional.of(Announcement.readFrom(in)) : Optional.empty();
        Optional<RollbackWatch> watch = in.getBoolean() ? Optional.of(RollbackWatch.readFrom(in)) : Optional.empty();
        return change.<MaskState>map(inFlight -> new InFlight(masks, inFlight, watch))
                .orElseGet(() -> settledOr(masks, watch));
    }
}
