package io.plumbline.core.gating;

import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import java.util.Optional;

/**
 * The mask of a run: in force, announced, watched, and what was removed for good. At most one change is in flight, and a
 * version number is used once. Not thread safe.
 */
final class MaskState {

    private Mask mask;
    private long inForce;
    private long lastVersion;
    /** Nodes that are still in the network, as open ones. */
    private Mask present;

    private Optional<Announcement> inFlight = Optional.empty();
    private Optional<RollbackWatch> watch = Optional.empty();

    MaskState(int nodes) {
        mask = Mask.allOpen(nodes);
        present = mask;
    }

    Mask mask() {
        return mask;
    }

    long inForce() {
        return inForce;
    }

    long nextVersion() {
        return lastVersion + 1;
    }

    boolean isPresent(int node) {
        return present.isOpen(node);
    }

    /** Returns the nodes that are still in the network, as open ones. */
    Mask present() {
        return present;
    }

    Optional<Announcement> inFlight() {
        return inFlight;
    }

    Optional<RollbackWatch> watch() {
        return watch;
    }

    /** Returns whether a trainer may be under this version: one that was in force, or the one in flight. */
    boolean knows(long version) {
        return (version >= 0 && version <= inForce) || isInFlight(version);
    }

    boolean isInFlight(long version) {
        return inFlight.isPresent() && inFlight.get().version() == version;
    }

    void announce(Change change) {
        if (inFlight.isPresent() || change.version() <= lastVersion) {
            throw new IllegalStateException("version " + change.version() + " after " + lastVersion + " while "
                    + (inFlight.isPresent() ? "another" : "none") + " is in flight");
        }
        lastVersion = change.version();
        inFlight = Optional.of(Announcement.of(change));
    }

    /**
     * The change in flight came into force: from now on it is watched, or, if it is a roll-back or changes no node, nothing
     * is. What a pruning removed is gone: it cannot open again.
     *
     * @param step first step under it
     * @param loss up to the step before
     */
    Announcement comeIntoForce(long step, SmoothedLoss loss, GateSettings settings) {
        Announcement change = inFlight.orElseThrow();
        present = change.remaining().orElse(present);
        mask = mask.with(change.closed(), change.opened());
        inForce = change.version();
        inFlight = Optional.empty();
        boolean watched = !change.rollback() && change.changesNodes();
        watch = watched ? Optional.of(RollbackWatch.over(change, step, loss, settings)) : Optional.empty();
        return change;
    }

    /** The trainer would not have this version: it is as if it had never been, but for its number. */
    boolean takeBack(long version) {
        boolean known = isInFlight(version);
        if (known) {
            inFlight = Optional.empty();
        }
        return known;
    }

    void confirm() {
        watch = Optional.empty();
    }

    void writeTo(StateWriter out) {
        out.put(mask.nodes())
                .put(mask.toBytes())
                .put(present.toBytes())
                .put(inForce)
                .put(lastVersion);
        out.put(inFlight.isPresent());
        inFlight.ifPresent(change -> change.writeTo(out));
        out.put(watch.isPresent());
        watch.ifPresent(watched -> watched.writeTo(out));
    }

    static MaskState readFrom(StateReader in) {
        int nodes = in.getInt();
        MaskState read = new MaskState(nodes);
        read.mask = Mask.fromBytes(in.getBytes(), nodes);
        read.present = Mask.fromBytes(in.getBytes(), nodes);
        read.inForce = in.getLong();
        read.lastVersion = in.getLong();
        read.inFlight = in.getBoolean() ? Optional.of(Announcement.readFrom(in)) : Optional.empty();
        read.watch = in.getBoolean() ? Optional.of(RollbackWatch.readFrom(in)) : Optional.empty();
        return read;
    }
}
