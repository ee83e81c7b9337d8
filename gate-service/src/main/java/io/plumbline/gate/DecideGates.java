package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.core.gating.GateInput;
import io.plumbline.core.gating.GateOutcome;
import io.plumbline.core.gating.GateOutcome.Closed;
import io.plumbline.core.gating.MaskDecision;
import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.gating.ShardColumns;
import io.plumbline.core.gating.StepReport;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.ConditionCodec;
import io.plumbline.protocol.DeadLetters;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.ShardCodec;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskRejected;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.RunEnd;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of a run, passes the record to core, writes the state, and forwards the result. A record that cannot
 * be used is counted and forwarded as a dead letter; it stops nothing.
 */
final class DecideGates implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(DecideGates.class);
    private static final String SERVICE = "gate";

    private final Topics topics;
    private final int partitions;
    private final Duration silence;
    private final Meters meters;
    private final ShardColumns columns = new ShardColumns();
    private ProcessorContext<byte[], byte[]> context;
    private RunStore store;
    private Cleaner cleaner;

    private DecideGates(Topics topics, int partitions, Duration silence, Meters meters) {
        this.topics = topics;
        this.partitions = partitions;
        this.silence = silence;
        this.meters = meters;
    }

    /** Makes the processor and its stores for every partition. */
    record Supplier(Topics topics, int partitions, Duration silence, Meters meters)
            implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new DecideGates(topics, partitions, silence, meters);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return RunStore.builders();
        }
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processing) {
        context = processing;
        store = new RunStore(processing);
        cleaner = new Cleaner(store, silence, processing.currentSystemTimeMs(), meters);
        processing.schedule(cleaner.interval(), PunctuationType.WALL_CLOCK_TIME, cleaner::clean);
    }

    @Override
    public void close() {
        cleaner.close();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        meters.read();
        try {
            accept(record);
        } catch (BadRecordException bad) {
            refuse(record, bad);
        }
    }

    private void accept(Record<byte[], byte[]> record) throws BadRecordException {
        String key = keyOf(record);
        StepEvent event = topics.stepStats().parse(record.value());
        switch (event.getEventCase()) {
            case MANIFEST -> begin(key, event.getManifest());
            case SHARD -> observe(key, event.getShard(), record);
            case REJECTED -> reject(key, event.getRejected());
            case PRUNED -> prune(key, event.getPruned());
            case END -> end(key, event.getEnd(), record);
            case EVENT_NOT_SET ->
                throw new BadRecordException(Cause.MALFORMED, "a record of step-stats that holds no known event");
        }
    }

    private String keyOf(Record<byte[], byte[]> record) throws BadRecordException {
        if (record.key() == null) {
            throw new BadRecordException(Cause.WRONG_RUN, "a record without key: it must be the run's id");
        }
        int belongs = Utils.toPositive(Utils.murmur2(record.key())) % partitions;
        int partition = context.recordMetadata().map(RecordMetadata::partition).orElse(belongs);
        if (partition != belongs) {
            throw new BadRecordException(
                    Cause.WRONG_PARTITION,
                    "its key belongs into partition " + belongs + " of " + partitions + ", it was in " + partition
                            + ": producers that are not Java set partitioner=murmur2_random");
        }
        return new String(record.key(), UTF_8);
    }

    private void begin(String key, Manifest manifest) throws BadRecordException {
        belongs(key, manifest.getRun());
        RunPlan plan = Plans.of(manifest);
        Optional<RunStore.Held> held = store.find(key);
        if (held.isEmpty()) {
            LOG.info(
                    "run={} attempt={} begins, policy={}",
                    key,
                    plan.attempt(),
                    plan.settings().policy());
            cleaner.began();
            save(LiveRun.begun(manifest, plan, store, meters));
            return;
        }
        LiveRun live = LiveRun.kept(held.get(), store, meters);
        boolean repeated = plan.attempt() == live.plan().attempt();
        if (repeated && !manifest.getClaim().equals(live.manifest().getClaim())) {
            throw new BadRecordException(
                    Cause.WRONG_ATTEMPT,
                    "attempt " + plan.attempt() + " of run '" + key + "' was claimed by another process before");
        }
        LiveRun after = live.after(manifest, plan);
        if (repeated) {
            meters.repeatedManifest();
        } else {
            LOG.info("run={} attempt={} resumes", key, plan.attempt());
            save(after);
        }
    }

    private void observe(String key, StepShard shard, Record<byte[], byte[]> record) throws BadRecordException {
        LiveRun live = find(key, shard.getRun());
        StepReport report = ShardCodec.read(shard);
        GateOutcome outcome = live.gate().accept(new GateInput.Shard(report, () -> columnsOf(shard)));
        if (outcome.refusal().isPresent()) {
            throw Refusals.bad(outcome.refusal().get(), report, live.state().versionInForce());
        }
        publish(live, outcome, record);
        save(live);
        if (!outcome.valid()) {
            // Throws the reason again if the columns cannot be read.
            ShardCodec.read(shard, columns);
            throw new BadRecordException(
                    Cause.NOT_A_NUMBER, "step " + report.step() + ": a number is NaN, infinite or below 0");
        }
    }

    /** A shard that cannot be averaged still shows that its step came, and may be the one that a decision waits for. */
    private Optional<ShardColumns> columnsOf(StepShard shard) {
        try {
            ShardCodec.read(shard, columns);
            return Optional.of(columns);
        } catch (BadRecordException unreadable) {
            return Optional.empty();
        }
    }

    /** A decision at a step whose statistics are missing, in whole or in part, rests on no record. */
    private void publish(LiveRun live, GateOutcome outcome, Record<byte[], byte[]> record) {
        if (outcome.leftIncomplete()) {
            meters.step(false);
        }
        outcome.overdue().forEach(decision -> announce(live, decision, 0, record));
        outcome.condition()
                .map(condition -> ConditionCodec.write(live.run(), live.plan().attempt(), condition))
                .ifPresent(condition -> forward(record, condition.toByteArray(), GateTopology.CONDITIONS));
        boolean complete = outcome.step().filter(Closed.COMPLETE::equals).isPresent();
        outcome.step().ifPresent(step -> meters.step(complete));
        outcome.decision().ifPresent(decision -> announce(live, decision, complete ? record.timestamp() : 0, record));
    }

    private void announce(LiveRun live, MaskDecision decision, long statisticsAtMs, Record<byte[], byte[]> record) {
        var policy = live.policy();
        var announced = MaskChangeCodec.write(
                live.run(),
                live.plan().attempt(),
                policy.name(),
                policy.version(),
                live.plan().layers(),
                decision,
                statisticsAtMs);
        forward(record, announced.toByteArray(), GateTopology.MASK_CHANGES);
        meters.decided(decision);
        // Requested once per decision, never once per record: a commit flushes the dirty state of all runs.
        context.commit();
    }

    private void reject(String key, MaskRejected rejected) throws BadRecordException {
        LiveRun live = find(key, rejected.getRun());
        live.taken(
                new GateInput.Rejected(rejected.getAttempt(), rejected.getVersion()),
                "a rejection of version " + rejected.getVersion() + ", which is not in flight");
        LOG.info("run={} version={} rejected: {}", key, rejected.getVersion(), rejected.getReason());
        save(live);
    }

    private void prune(String key, Pruned pruned) throws BadRecordException {
        LiveRun live = find(key, pruned.getRun());
        long version = pruned.getMaskVersion();
        live.taken(
                new GateInput.Pruned(pruned.getAttempt(), version, pruned.getStepMsBefore(), pruned.getStepMsAfter()),
                "a pruning of version " + version + ", in force is "
                        + live.state().versionInForce());
        LOG.info(
                "run={} version={} pruned, step from {} to {} ms",
                key,
                version,
                pruned.getStepMsBefore(),
                pruned.getStepMsAfter());
        save(live);
    }

    private void end(String key, RunEnd end, Record<byte[], byte[]> record) throws BadRecordException {
        LiveRun live = find(key, end.getRun());
        GateOutcome outcome =
                live.taken(new GateInput.Ended(end.getAttempt(), end.getStep()), "the end at step " + end.getStep());
        publish(live, outcome, record);
        LOG.info("run={} step={} ends: {}", key, end.getStep(), end.getOutcome());
        if (mayResume(end.getOutcome())) {
            // The state is kept, since another attempt may resume the run; otherwise it is removed after the silence.
            save(live);
        } else {
            store.remove(key, live.plan().shards());
            cleaner.ended();
        }
    }

    private static boolean mayResume(Outcome outcome) {
        return outcome == Outcome.OUTCOME_FAILED || outcome == Outcome.OUTCOME_STOPPED;
    }

    private LiveRun find(String key, String run) throws BadRecordException {
        belongs(key, run);
        Optional<RunStore.Held> held = store.find(key);
        if (held.isEmpty()) {
            throw new BadRecordException(Cause.UNKNOWN_RUN, "no manifest of run '" + key + "' came before");
        }
        return LiveRun.kept(held.get(), store, meters);
    }

    private static void belongs(String key, String run) throws BadRecordException {
        if (!key.equals(run)) {
            throw new BadRecordException(Cause.WRONG_RUN, "key '" + key + "' with an event of run '" + run + "'");
        }
    }

    private void save(LiveRun live) {
        store.save(live.run(), live.manifest(), live.state(), context.currentSystemTimeMs());
    }

    private void forward(Record<byte[], byte[]> cause, byte[] value, String sink) {
        context.forward(new Record<>(cause.key(), value, cause.timestamp()), sink);
    }

    private void refuse(Record<byte[], byte[]> record, BadRecordException bad) {
        if (meters.bad(bad.cause())) {
            LOG.warn("first bad record of its kind, cause={}: {}", bad.cause().spelling(), bad.getMessage());
        }
        RecordHeaders headers = new RecordHeaders(record.headers());
        context.recordMetadata()
                .ifPresent(at -> DeadLetters.describe(headers, SERVICE, at.topic(), at.partition(), at.offset(), bad));
        context.forward(record.withHeaders(headers), GateTopology.DEAD_LETTERS);
    }
}
