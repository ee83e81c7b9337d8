package io.plumbline.metrics;

import io.plumbline.protocol.RejectionKind;
import io.plumbline.protocol.v1.MaskAck;

/**
 * What became of the mask versions at the trainer. Versions only grow and each is answered once: an answer to a version
 * that was answered before changes nothing.
 *
 * @param answered latest version that was answered; 0 while there is none
 * @param inForce latest version that was applied; 0 while there is none
 * @param applied how many were applied
 * @param rejected those that were rejected, by kind
 * @param decision statistics of the decision step handed over to mask in force, by the trainer's clock; where it still knows
 * @param seen statistics handed over to change read, likewise
 */
record Acks(long answered, long inForce, long applied, Reasons rejected, Latency decision, Latency seen) {

    static final Acks NONE = new Acks(0, 0, 0, Reasons.NONE, Latency.NONE, Latency.NONE);

    private static final double MILLIS_PER_SECOND = 1000;

    Acks plus(MaskAck event, long seenMs) {
        long version = event.getVersion();
        if (version <= answered) {
            return this;
        }
        if (event.hasRejected()) {
            RejectionKind kind = RejectionKind.of(event.getRejected().getKind());
            return new Acks(version, inForce, applied, rejected.plus(kind.spelling()), decision, seen);
        }
        return new Acks(
                version,
                version,
                applied + 1,
                rejected,
                decision.plus(sample(event.getApplied().getLatencyMs(), version, seenMs)),
                seen.plus(sample(event.getApplied().getSeenMs(), version, seenMs)));
    }

    private static Latency.Sample sample(double millis, long version, long seenMs) {
        return new Latency.Sample(millis / MILLIS_PER_SECOND, version, seenMs);
    }
}
