package io.plumbline.core.gating;

import io.plumbline.core.settings.GateSettings;

/**
 * A change in force that may still be rolled back: that happens if the smoothed loss is above the limit at the end of
 * the window.
 *
 * @param change under observation
 * @param since first step under it
 * @param limit smoothed loss just before it, plus the larger of the relative tolerance and the tolerated deviations, nats
 */
record RollbackWatch(Announcement change, long since, double limit) {

    /** Begins the watch over a change that came into force at step {@code since}; {@code loss} has not seen that step. */
    static RollbackWatch over(Announcement change, long since, SmoothedLoss loss, GateSettings settings) {
        double before = loss.mean();
        double tolerated = Math.max(
                settings.rollback().tolerance() * Math.abs(before),
                settings.rollback().deviations() * loss.deviation());
        return new RollbackWatch(change, since, before + tolerated);
    }

    /** Returns whether the window is over at step {@code step}. */
    boolean due(long step, GateSettings settings) {
        return step - since >= settings.rollback().window();
    }

    /** Returns whether the change is to be rolled back. */
    boolean requiresRollback(SmoothedLoss loss) {
        return loss.mean() > limit;
    }

    void writeTo(StateWriter out) {
        change.writeTo(out);
        out.put(since).put(limit);
    }

    static RollbackWatch readFrom(StateReader in) {
        return new RollbackWatch(Announcement.readFrom(in), in.getLong(), in.getDouble());
    }
}
