package io.plumbline.core.gating;

/** The position of a run in its steps and their shards. Not thread safe. */
final class StepCursor {

    /** The step of the latest shard; 0 before the first. */
    private long step;
    /** Mask version in force during it. */
    private long version;
    /** Shards that it has, and the one expected next. */
    private int shards;

    private int next;
    /** A shard of it was missing or bad. */
    private boolean broken;
    /** Its totals were folded: the first shard of a probe step came. */
    private boolean probed;

    private boolean lossFinite = true;

    long step() {
        return step;
    }

    long version() {
        return version;
    }

    /** Returns whether the last shard of the step has come. */
    boolean closed() {
        return step > 0 && next == shards;
    }

    /** Returns whether all shards of the step have come and are valid. */
    boolean complete() {
        return closed() && !broken;
    }

    boolean probed() {
        return probed;
    }

    boolean lossFinite() {
        return lossFinite;
    }

    /** Returns whether this shard comes too late: a later one has already come. */
    boolean refuses(StepReport report) {
        return report.step() < step || (report.step() == step && report.shard() < next);
    }

    /** Takes a shard; a gap before it, or an invalid shard, makes the step incomplete. */
    void take(StepReport report, boolean valid) {
        if (report.step() != step) {
            step = report.step();
            version = report.maskVersion();
            shards = report.shards();
            next = 0;
            broken = false;
            probed = false;
            lossFinite = true;
        }
        broken |= !valid || report.shard() != next;
        next = report.shard() + 1;
        lossFinite &= report.lossFinite();
    }

    void markProbed() {
        probed = true;
    }

    void writeTo(StateWriter out) {
        out.put(step).put(version).put(shards).put(next).put(broken).put(probed).put(lossFinite);
    }

    static StepCursor readFrom(StateReader in) {
        StepCursor read = new StepCursor();
        read.step = in.getLong();
        read.version = in.getLong();
        read.shards = in.getInt();
        read.next = in.getInt();
        read.broken = in.getBoolean();
        read.probed = in.getBoolean();
        read.lossFinite = in.getBoolean();
        return read;
    }
}
