package io.plumbline.trainer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.plumbline.trainer.mask.DecisionConsumer;
import io.plumbline.trainer.publish.Publisher;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Everything that a trainer counts. Relations that hold: steps dropped ≤ steps; versions applied + rejected = versions
 * answered; prunings ≤ versions applied; statistics seconds ≤ step seconds, in count and in sum; in lockstep nothing is dropped.
 */
final class Meters {

    /** From a narrow network's step to one of a second: two and a half to four times the one before. */
    private static final Duration[] STEP_BOUNDS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1)
    };

    private final Timer step;
    private final Timer statistics;
    private final Counter applied;
    private final Counter rejected;
    private final Timer pruning;
    private final Timer checkpoints;
    private final Counter failedCheckpoints;
    private final AtomicLong checkpointStep = new AtomicLong();
    /** The loss as bits, because another thread reads the gauge. */
    private final AtomicLong loss = new AtomicLong(Double.doubleToLongBits(Double.NaN));

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        step = Timer.builder("plumbline.trainer.step")
                .description("Wall-clock of a step: batch, update, statistics, probe, hand-over")
                .serviceLevelObjectives(STEP_BOUNDS)
                .register(registry);
        statistics = Timer.builder("plumbline.trainer.statistics")
                .description("The part of a step's wall-clock that probe and hand-over took")
                .register(registry);
        applied = versions("applied");
        rejected = versions("rejected");
        pruning = Timer.builder("plumbline.trainer.pruning")
                .description("Wall-clock of rebuilding the network without its closed nodes")
                .register(registry);
        checkpoints = Timer.builder("plumbline.trainer.checkpoint")
                .description("Wall-clock of writing a checkpoint, beside the training")
                .register(registry);
        failedCheckpoints = Counter.builder("plumbline.trainer.checkpoints.failed")
                .description("Checkpoints that could not be written")
                .register(registry);
        Gauge.builder("plumbline.trainer.checkpoint.step", checkpointStep::get)
                .description("Step of the last checkpoint that is on the disk")
                .register(registry);
        Gauge.builder("plumbline.trainer.loss.nats", () -> Double.longBitsToDouble(loss.get()))
                .description("Loss of the last batch")
                .register(registry);
    }

    /** Shows which run this process makes. */
    void run(String id) {
        Gauge.builder("plumbline.trainer.run.info", () -> 1)
                .description("Always 1; which run this process makes")
                .tag("run", id)
                .register(registry);
    }

    /** Shows what the publisher knows. */
    void watch(Publisher publisher) {
        Gauge.builder("plumbline.trainer.queue", publisher, Publisher::waitingBytes)
                .description("Statistics that wait to be published")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("plumbline.trainer.queue.steps", publisher, Publisher::waiting)
                .description("Steps whose statistics wait to be published")
                .register(registry);
        FunctionCounter.builder("plumbline.trainer.steps.dropped", publisher, Publisher::dropped)
                .description("Steps whose statistics were dropped because the queue was full")
                .register(registry);
        FunctionCounter.builder("plumbline.trainer.records.undelivered", publisher, Publisher::undelivered)
                .description("Records that Kafka refused or never took")
                .register(registry);
    }

    /** Shows how many decision steps have no decision. */
    void watch(Undecided undecided, Tally tally) {
        Gauge.builder("plumbline.trainer.undecided.steps", () -> undecided.after(tally.steps()))
                .description("Decision steps so far without a decision of the gate, \"no change\" included")
                .register(registry);
    }

    /** Shows what the reader of decisions knows. */
    void watch(DecisionConsumer decisions) {
        FunctionCounter.builder("plumbline.trainer.decisions.unusable", decisions, DecisionConsumer::unusable)
                .description("Records under the run's key that are no decision on this attempt")
                .register(registry);
    }

    void step(double stepMs, double statisticsMs, double lossOfBatch) {
        step.record((long) (stepMs * 1e6), TimeUnit.NANOSECONDS);
        statistics.record((long) (statisticsMs * 1e6), TimeUnit.NANOSECONDS);
        loss.set(Double.doubleToLongBits(lossOfBatch));
    }

    void checkpointed(long ofStep, double ms) {
        checkpoints.record((long) (ms * 1e6), TimeUnit.NANOSECONDS);
        checkpointStep.set(ofStep);
    }

    void noCheckpoint() {
        failedCheckpoints.increment();
    }

    void applied() {
        applied.increment();
    }

    void rejected() {
        rejected.increment();
    }

    void pruned(double ms) {
        pruning.record((long) (ms * 1e6), TimeUnit.NANOSECONDS);
    }

    private Counter versions(String outcome) {
        return Counter.builder("plumbline.trainer.versions")
                .description("Mask versions that were answered")
                .tag("outcome", outcome)
                .register(registry);
    }
}
