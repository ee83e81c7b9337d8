package io.plumbline.gate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.plumbline.core.gating.Change;
import io.plumbline.core.gating.MaskDecision;
import io.plumbline.core.gating.NoChange;
import io.plumbline.core.gating.NoChangeReason;
import io.plumbline.protocol.BadRecordException.Cause;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * All meters of the gate. Beside them the admin port shows those of Kafka Streams, lag among them.
 *
 * <p>Relations: bad records ≤ records read; decisions of outcome {@code statistics-missing} ≤ steps; every decision is
 * timed once, so that the count of {@code plumbline_gate_decision_seconds} is the sum of {@code
 * plumbline_gate_decisions_total}. Records of a transaction that was not committed are counted again when they are read
 * again. No run is ever a label.
 */
final class Meters {

    private static final String PREFIX = "plumbline.gate.";

    private final Counter read;
    private final Counter repeatedManifests;
    private final Counter changes;
    private final Counter rollbacks;
    private final Counter prunings;
    private final Counter complete;
    private final Counter incomplete;
    private final Timer decision;
    private final Map<Cause, Counter> bad = new EnumMap<>(Cause.class);
    private final Map<NoChangeReason, Counter> unchanged = new EnumMap<>(NoChangeReason.class);
    private final AtomicLong held = new AtomicLong();

    Meters(MeterRegistry registry) {
        read = counter(registry, "records.read", "Records of step-stats read", "", "");
        repeatedManifests = counter(registry, "manifests.repeated", "Manifests of an attempt known before", "", "");
        changes = counter(registry, "decisions", "Decisions made", "outcome", "change");
        rollbacks = counter(registry, "decisions", "Decisions made", "outcome", "rollback");
        prunings = counter(registry, "decisions", "Decisions made", "outcome", "pruning");
        for (NoChangeReason reason : NoChangeReason.values()) {
            unchanged.put(reason, counter(registry, "decisions", "Decisions made", "outcome", reason.spelling()));
        }
        complete = counter(registry, "steps", "Steps whose last shard came", "result", "complete");
        incomplete = counter(registry, "steps", "Steps whose last shard came", "result", "incomplete");
        for (Cause cause : Cause.values()) {
            bad.put(cause, counter(registry, "records.bad", "Records sent to dead-letters", "cause", cause.spelling()));
        }
        decision = Timer.builder(PREFIX + "decision")
                .description("Time to decide, without reading and writing")
                .serviceLevelObjectives(
                        Duration.ofNanos(100_000), Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMillis(100))
                .register(registry);
        Gauge.builder(PREFIX + "runs", held, AtomicLong::doubleValue)
                .description("Runs whose state is held here")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String what, String tag, String value) {
        Counter.Builder builder = Counter.builder(PREFIX + name).description(what);
        return (tag.isEmpty() ? builder : builder.tag(tag, value)).register(registry);
    }

    void read() {
        read.increment();
    }

    /** Counts a bad record; returns whether it is the first of its cause. */
    boolean bad(Cause cause) {
        Counter counter = bad.get(cause);
        counter.increment();
        return counter.count() == 1;
    }

    void repeatedManifest() {
        repeatedManifests.increment();
    }

    void step(boolean whole) {
        (whole ? complete : incomplete).increment();
    }

    void held(long more) {
        held.addAndGet(more);
    }

    MaskDecision timed(Supplier<MaskDecision> decide) {
        return decision.record(decide);
    }

    void decided(MaskDecision made) {
        if (made instanceof NoChange none) {
            unchanged.get(none.reason()).increment();
        } else if (made instanceof Change change) {
            Counter without = change.pruning() ? prunings : changes;
            (change.rollback() ? rollbacks : without).increment();
        }
    }
}
