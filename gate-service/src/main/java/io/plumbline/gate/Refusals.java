package io.plumbline.gate;

import io.plumbline.core.gating.Refusal;
import io.plumbline.core.gating.StepReport;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;

/** What core refuses, as bad records. */
final class Refusals {

    private Refusals() {}

    /** Returns the bad record that a refusal makes of a shard. */
    static BadRecordException bad(Refusal refusal, StepReport report, long versionInForce) {
        String where = "shard " + report.shard() + " of step " + report.step() + " of attempt " + report.attempt();
        return switch (refusal) {
            case WRONG_ATTEMPT -> new BadRecordException(Cause.WRONG_ATTEMPT, where + ": another attempt is running");
            case WRONG_SHAPE ->
                new BadRecordException(
                        Cause.WRONG_SHAPE,
                        where + ": nodes " + report.firstNode() + " and on, " + report.nodes() + " of them, in "
                                + report.shards() + " shards, are not what the manifest says");
            case FROM_THE_FUTURE ->
                new BadRecordException(Cause.FROM_THE_FUTURE, where + ": beyond the planned steps, or too far ahead");
            case FROM_THE_PAST -> new BadRecordException(Cause.FROM_THE_PAST, where + ": a later one came before");
            case UNKNOWN_VERSION, NOT_IN_FLIGHT ->
                new BadRecordException(
                        Cause.INVALID,
                        where + ": mask version " + report.maskVersion() + " was never announced, in force is "
                                + versionInForce);
        };
    }
}
