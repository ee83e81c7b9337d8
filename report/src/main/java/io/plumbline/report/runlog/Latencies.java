package io.plumbline.report.runlog;

import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.MaskAck;
import java.util.function.ToDoubleFunction;

/**
 * How long decisions took. <b>Decision latency</b> means the same everywhere, in this table, in the progress line, in
 * {@code plumbline_decision_latency_seconds}: from the statistics of the decision step, handed over by the trainer, to
 * the mask in force, by the trainer's clock, over applied changes. The other two are parts of it.
 *
 * @param decision statistics handed over → mask in force
 * @param seen statistics handed over → change read by the trainer, by its clock
 * @param gate statistics in the log → decision in the log, by the broker's clock; "no change" included
 */
public record Latencies(Latency decision, Latency seen, Latency gate) {

    /** What the decision latency is. */
    public static final String DECISION = "statistics handed over → mask in force";

    /** What the first part of it is. */
    public static final String SEEN = "statistics handed over → change read by the trainer";

    /** What the gate's part of it is. */
    public static final String GATE = "statistics in the log → decision in the log";

    static Latencies of(RunHistory history) {
        return new Latencies(
                applied(history, Applied::getLatencyMs),
                applied(history, Applied::getSeenMs),
                Latency.of(history.decisions().stream().mapToDouble(RecordedDecision::latencyMs)));
    }

    private static Latency applied(RunHistory history, ToDoubleFunction<Applied> time) {
        return Latency.of(history.acks().stream()
                .filter(MaskAck::hasApplied)
                .map(MaskAck::getApplied)
                .mapToDouble(time));
    }
}
