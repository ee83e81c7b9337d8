package io.plumbline.trainer;

import io.plumbline.trainer.mask.DecisionInbox;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Watches whether Kafka and the gate answer: a sentence when one of them stops answering, another when it answers
 * again. For the training thread only, which calls it at every step, so it checks seldom and cheaply.
 */
final class Troubles {

    /** How long decisions may be missing before that is reported: a gate that restarts is back within seconds. */
    static final Duration GATE_PATIENCE = Duration.ofSeconds(5);

    private static final long CHECK_NANOS = Duration.ofMillis(500).toNanos();

    private final Supplier<Optional<String>> kafka;
    private final LongSupplier dropped;
    private final DecisionInbox inbox;
    private final int decisionInterval;
    private final Words words;
    private final RunObservers observers;
    private final LongSupplier clock;
    private long nextCheck;
    private boolean lost;
    private long lostAt;
    private long droppedBefore;
    /** The oldest decision step without a decision; 0: none is missing. */
    private long missed;

    private long missedSince;
    private boolean silent;

    /**
     * Begins without trouble.
     *
     * @param kafka says what is wrong with it, if anything
     * @param dropped steps whose statistics were dropped so far
     * @param inbox knows what was decided
     * @param decisionInterval Δ
     * @param clock nanoseconds
     */
    Troubles(
            Supplier<Optional<String>> kafka,
            LongSupplier dropped,
            DecisionInbox inbox,
            int decisionInterval,
            Words words,
            RunObservers observers,
            LongSupplier clock) {
        this.kafka = kafka;
        this.dropped = dropped;
        this.inbox = inbox;
        this.decisionInterval = decisionInterval;
        this.words = words;
        this.observers = observers;
        this.clock = clock;
        this.nextCheck = clock.getAsLong();
    }

    /**
     * How sentences name things.
     *
     * @param kafka such as {@code Kafka at localhost:9092}
     * @param decisions where they are read, such as {@code plumbline.mask-changes at localhost:9092}
     * @param without how a run without a gate is called, such as {@code ungated}
     */
    record Words(String kafka, String decisions, String without) {}

    /** A step was made that does not wait for its decision. */
    void made(long step) {
        if (missed == 0 && step % decisionInterval == 0) {
            missed = step;
            missedSince = clock.getAsLong();
        }
        look();
    }

    /** Checks, if the last check is long enough ago. */
    void look() {
        long now = clock.getAsLong();
        if (now - nextCheck < 0) {
            return;
        }
        nextCheck = now + CHECK_NANOS;
        lookAtKafka(now);
        lookAtGate(now);
    }

    private void lookAtKafka(long now) {
        Optional<String> trouble = kafka.get();
        if (trouble.isPresent() && !lost) {
            lost = true;
            lostAt = now;
            droppedBefore = dropped.getAsLong();
            observers.troubled(words.kafka() + ": " + trouble.get() + "; statistics wait, and decisions do not come");
        } else if (trouble.isEmpty() && lost) {
            long steps = dropped.getAsLong() - droppedBefore;
            observers.recovered(words.kafka() + " answers again, " + seconds(now - lostAt) + " s later; "
                    + (steps == 0
                            ? "nothing was lost"
                            : "the statistics of " + steps + " steps were dropped meanwhile"));
            lost = false;
        }
    }

    /** While Kafka is away, nobody can tell whether the gate is. */
    private void lookAtGate(long now) {
        if (missed != 0 && inbox.lastDecided() >= missed) {
            if (silent) {
                observers.recovered(
                        "a gate answers on " + words.decisions() + ": it decided step " + inbox.lastDecided());
            }
            silent = false;
            missed = 0;
        } else if (lost) {
            missedSince = now;
        } else if (missed != 0 && !silent && now - missedSince > GATE_PATIENCE.toNanos()) {
            silent = true;
            observers.troubled(
                    "no gate answers on " + words.decisions() + ": step " + missed + " was not decided within "
                            + GATE_PATIENCE.toSeconds() + " s; training goes on " + words.without());
        }
    }

    private static long seconds(long nanos) {
        return Math.max(1, Duration.ofNanos(nanos).toSeconds());
    }
}
