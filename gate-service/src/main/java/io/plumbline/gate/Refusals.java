package io.plumbline.gate;

import io.plumbline.core.gating.Refusal;
import io.plumbline.core.gating.StepReport;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;

/** Turns refusals of core into bad records. */
final class Refusals {

    private Refusals() {}

    /** Returns the bad record for a refusal of an input of another attempt, or of the kind {@code what}. */
    static BadRecordException bad(Refusal refusal, LiveRun live, int attempt, String what) {
        return new BadRecordException(
                cause(refusal),
                refusal == Refusal.WRONG_ATTEMPT
                        ? "run '" + live.run() + "' is at attempt "
                                + live.plan().attempt() + ", the record is of attempt " + attempt
                        : what);
    }

    /** Returns the bad record for the refusal of a shard. */
    static BadRecordException bad(Refusal refusal, StepReport report, long versionInForce) {
        String where = "shard " + report.shard() + " of step " + report.step() + " of attempt " + report.attempt();
        return new BadRecordException(cause(refusal), where + ": " + why(refusal, report, versionInForce));
    }

    private static String why(Refusal refusal, StepReport report, long versionInForce) {
        return switch (refusal) {
            case WRONG_ATTEMPT -> "another attempt is running";
            case WRONG_SHAPE ->
                "nodes " + report.firstNode() + " and on, " + report.nodes() + " of them, in " + report.shards()
                        + " shards, are not what the manifest says";
            case FROM_THE_FUTURE -> "beyond the planned steps, or too far ahead";
            case FROM_THE_PAST -> "a later one came before";
            case UNKNOWN_VERSION, NOT_IN_FLIGHT ->
                "mask version " + report.maskVersion() + " was never announced, in force is " + versionInForce;
        };
    }

    private static Cause cause(Refusal refusal) {
        return switch (refusal) {
            case WRONG_ATTEMPT -> Cause.WRONG_ATTEMPT;
            case WRONG_SHAPE -> Cause.WRONG_SHAPE;
            case FROM_THE_FUTURE -> Cause.FROM_THE_FUTURE;
            case FROM_THE_PAST -> Cause.FROM_THE_PAST;
            case UNKNOWN_VERSION, NOT_IN_FLIGHT -> Cause.INVALID;
        };
    }
}
