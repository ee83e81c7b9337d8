package io.plumbline.report.runlog;

import io.plumbline.protocol.v1.MaskChange;

/**
 * One record of the topic mask-changes.
 *
 * @param change what was decided, "no change" included
 * @param atMs timestamp of the record, milliseconds since 1970
 */
public record RecordedDecision(MaskChange change, long atMs) {

    /**
     * Returns the milliseconds from the statistics that were decided on to the decision, both by the timestamps of the
     * log; NaN where the decision rests on no record.
     */
    double latencyMs() {
        return change.getStatisticsAtMs() == 0 ? Double.NaN : Math.max(0, atMs - change.getStatisticsAtMs());
    }
}
