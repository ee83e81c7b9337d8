package io.plumbline.core.gating;

import io.plumbline.core.settings.GateSettings;

/**
 * A change in force that may still be rolled back, by the smoothed loss at the end of its window. At or below the limit the
 * change is confirmed. Above it the change is rolled back, unless the loss fell by at least 5 % within the last half of the
 * window: a change that closes much raises the loss at once, and what counts is whether it is made up for. Then the window
 * goes on, to four windows at most.
 *
 * @param change under observation
 * @param since first step under it
 * @param limit smoothed loss just before it, plus the larger of the relative tolerance and the tolerated deviations, nats
 * @param windows how many windows long it is observed, from 1
 * @param halfway smoothed loss half a window before the decision that ends the window; NaN before that step
 */
record RollbackWatch(Announcement change, long since, double limit, int windows, double halfway) {

    private static final int MOST_WINDOWS = 4;
    private static final double FALLING = 0.95;

    /** What the end of a window says of the change. */
    enum Judgement {
        /** It stays. */
        CONFIRM,
        /** It is not known yet. */
        EXTEND,
        /** It is undone. */
        ROLL_BACK
    }

    /** Begins the watch over a change that came into force at step {@code since}; {@code loss} has not seen that step. */
    static RollbackWatch over(Announcement change, long since, SmoothedLoss loss, GateSettings settings) {
        double before = loss.mean();
        double tolerated = Math.max(
                settings.rollback().tolerance() * Math.abs(before),
                settings.rollback().deviations() * loss.deviation());
        return new RollbackWatch(change, since, before + tolerated, 1, Double.NaN);
    }

    /** Returns whether the loss after step {@code step} is the one half a window before the judgement. */
    boolean marks(long step, RunPlan plan) {
        int half = (plan.settings().rollback().window() + 1) / 2;
        return Double.isNaN(halfway) && step >= judgedAt(plan) - half;
    }

    /** Returns the watch that remembers the loss half a window before the judgement. */
    RollbackWatch marked(SmoothedLoss loss) {
        return new RollbackWatch(change, since, limit, windows, loss.mean());
    }

    /** Returns the first decision step at which the window is over. */
    private long judgedAt(RunPlan plan) {
        long interval = plan.decisionInterval();
        return (end(plan.settings()) + interval - 1) / interval * interval;
    }

    private long end(GateSettings settings) {
        return since + (long) windows * settings.rollback().window();
    }

    /** Returns whether the window is over at step {@code step}. */
    boolean due(long step, GateSettings settings) {
        return step >= end(settings);
    }

    /** Judges the change; the window is over. */
    Judgement judge(SmoothedLoss loss) {
        if (!(loss.mean() > limit)) {
            return Judgement.CONFIRM;
        }
        boolean falls = loss.mean() < FALLING * halfway;
        return falls && windows < MOST_WINDOWS ? Judgement.EXTEND : Judgement.ROLL_BACK;
    }

    /** Returns the watch that goes on for another window. */
    RollbackWatch extend() {
        return new RollbackWatch(change, since, limit, windows + 1, Double.NaN);
    }

    void writeTo(StateWriter out) {
        change.writeTo(out);
        out.put(since).put(limit).put(windows).put(halfway);
    }

    static RollbackWatch readFrom(StateReader in) {
        return new RollbackWatch(Announcement.readFrom(in), in.getLong(), in.getDouble(), in.getInt(), in.getDouble());
    }
}
