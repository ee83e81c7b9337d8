package io.plumbline.core.gating;

import io.plumbline.core.model.Mask;

/**
 * A change in force that may still be rolled back: it is, if the smoothed loss is above the limit a window later.
 *
 * @param change what is watched
 * @param since first step under it
 * @param limit smoothed loss just before it, plus the larger of the relative tolerance and the tolerated deviations, nats
 */
record Watch(Announcement change, long since, double limit) {

    /** Begins the watch over a change that came into force at step {@code since}; {@code loss} has not seen that step. */
    static Watch over(Announcement change, long since, SmoothedLoss loss, GateSettings settings) {
        double before = loss.mean();
        double tolerated = Math.max(
                settings.rollbackTolerance() * Math.abs(before), settings.rollbackDeviations() * loss.deviation());
        return new Watch(change, since, before + tolerated);
    }

    /** Returns whether the window is over at step {@code step}. */
    boolean due(long step, GateSettings settings) {
        return step - since >= settings.rollbackWindow();
    }

    /** Returns whether the change is to be rolled back. */
    boolean condemns(SmoothedLoss loss) {
        return loss.mean() > limit;
    }

    void writeTo(StateWriter out) {
        change.writeTo(out);
        out.put(since).put(limit);
    }

    static Watch readFrom(StateReader in, int format, Mask mask) {
        return new Watch(Announcement.readFrom(in, format, mask), in.getLong(), in.getDouble());
    }
}
