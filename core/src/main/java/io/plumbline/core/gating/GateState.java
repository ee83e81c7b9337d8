package io.plumbline.core.gating;

import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.core.settings.GateSettings;
import java.nio.ByteBuffer;

/**
 * What the gate of a run remembers beside the averages of its nodes: mask and versions, steps seen, smoothed loss,
 * totals of the probes, χ, the policy's memory, the last decision, the results of prunings. Changed by {@link RunGate}
 * only. Not thread safe.
 */
public final class GateState {

    private static final int FORMAT = 6;

    /** What a pruning after a vain one saves at least is a multiple of this share, where the settings ask for less. */
    private static final double LEAST_SAVING = 0.05;

    final RunPlan plan;
    final StepCursor cursor;
    final SmoothedLoss loss;
    final LossCorrection correction;
    final ProbeAverages probes;
    final Convergence convergence;
    final CapacityLatch capacity;
    private MaskState masks;
    private Memory memory;
    private int decisions;
    private long lastDecided;
    /** Whether a pruning was rejected: then there is no further one. */
    private boolean pruningDisabled;
    /** Prunings after which steps took no less time. */
    private int vainPrunings;
    /** Version of the latest pruning that was measured. */
    private long measuredVersion;
    /** Changes that were rolled back; every one halves the budget. */
    private int rollbacks;
    /** Number of the decision before which nothing closes. */
    private int restsUntil;

    private GateState(RunPlan plan, Memory memory) {
        GateSettings settings = plan.settings();
        this.plan = plan;
        this.memory = memory;
        cursor = new StepCursor();
        masks = MaskState.allOpen(plan.layers().nodes());
        loss = new SmoothedLoss();
        correction = new LossCorrection();
        capacity = new CapacityLatch();
        probes = new ProbeAverages(plan.lossLowerBound(), settings.averaging().probe());
        convergence =
                new Convergence(plan.lossLowerBound(), settings.averaging().step());
    }

    private GateState(RunPlan plan, StateReader in, StepCursor cursor) {
        GateSettings settings = plan.settings();
        this.plan = plan;
        this.cursor = cursor;
        masks = MaskState.readFrom(in);
        loss = SmoothedLoss.readFrom(in);
        correction = LossCorrection.readFrom(in);
        capacity = CapacityLatch.readFrom(in);
        probes = ProbeAverages.readFrom(
                in, plan.lossLowerBound(), settings.averaging().probe());
        convergence = Convergence.readFrom(
                in, plan.lossLowerBound(), settings.averaging().step());
        memory = Memory.of(in.getDoubles());
        decisions = in.getInt();
        lastDecided = in.getLong();
        pruningDisabled = in.getBoolean();
        vainPrunings = in.getInt();
        measuredVersion = in.getLong();
        rollbacks = in.getInt();
        restsUntil = in.getInt();
    }

    /** Returns the state of a run before its first step: all gates open, version 0. */
    public static GateState start(RunPlan plan, Policy policy) {
        return new GateState(plan, policy.initial(plan.seed()));
    }

    /** Returns the plan of the run. */
    public RunPlan plan() {
        return plan;
    }

    /** Returns the mask version in force, 0 before the first. */
    public long versionInForce() {
        return masks.inForce();
    }

    /** Returns how many gates are open. */
    public int openNodes() {
        return masks.mask().openCount();
    }

    /** Returns the last step decided, 0 before the first. */
    public long lastDecided() {
        return lastDecided;
    }

    /** Returns how many decisions were made. */
    int decisions() {
        return decisions;
    }

    boolean pruningDisabled() {
        return pruningDisabled;
    }

    /**
     * Returns the least share of the cost that a pruning must save, from 0. Every one after which steps took no less time doubles
     * it: a few nodes removed save arithmetic, but leave widths that vector units like less, and a measurement is noisy; what
     * halves the network later must not be forgone for it.
     */
    double leastSaving() {
        double asked = plan.settings().pruning().saving();
        return vainPrunings == 0 ? asked : Math.max(asked, LEAST_SAVING) * StrictMath.pow(2, vainPrunings);
    }

    Memory memory() {
        return memory;
    }

    /** The only place where a decision becomes state. */
    void apply(MaskDecision decision) {
        if (decision.step() <= lastDecided) {
            throw new IllegalStateException("step " + decision.step() + " decided after " + lastDecided);
        }
        lastDecided = decision.step();
        decisions++;
        memory = decision.memory();
        if (decision.confirmsLastChange() && masks instanceof MaskState.Observed observed) {
            masks = observed.confirm();
        }
        if (decision instanceof NoChange none && none.reason() == NoChangeReason.LOSS_STILL_FALLING) {
            masks = ((MaskState.Observed) masks).extend();
        }
        decision.change().ifPresent(change -> masks = masks.announce(change));
    }

    /** The loss of a step was averaged. */
    void lossSeen(long step, double stepLoss) {
        capacity.observe(step, stepLoss, loss, plan);
        if (masks instanceof MaskState.Observed observed) {
            masks = observed.seen(step, loss, plan);
        }
    }

    /** Returns whether a change was rolled back so recently that nothing closes. */
    boolean rests() {
        return decisions < restsUntil;
    }

    /** Returns δ in force: every roll-back halved it. */
    double budget() {
        return plan.settings().limits().budget() * StrictMath.pow(0.5, rollbacks);
    }

    MaskState masks() {
        return masks;
    }

    /** The change in flight came into force, first at step {@code step}. */
    void comeIntoForce(MaskState.InFlight inFlight, long step) {
        masks = inFlight.comeIntoForce(step, loss, plan.settings());
        if (inFlight.change().rollback()) {
            rollbacks++;
            restsUntil = decisions + plan.settings().rollback().rest();
        }
    }

    /** The trainer rejected the version in flight; a trainer that rejects a pruning would reject the next one, too. */
    void takeBack() {
        if (masks instanceof MaskState.InFlight inFlight) {
            pruningDisabled |= inFlight.change().remaining().isPresent();
            masks = inFlight.takeBack();
        }
    }

    /**
     * A pruning was measured, in milliseconds per step; in lockstep measured times are ignored. What is told again counts once.
     */
    void pruned(long version, double before, double after) {
        if (version > measuredVersion && !plan.lockstep()) {
            measuredVersion = version;
            vainPrunings += after >= before ? 1 : 0;
        }
    }

    /**
     * Returns the same state for another attempt of the run, which publishes nothing again: it goes on behind the last shard
     * that came. Earlier decisions stay valid.
     *
     * @param resumed of the same layers
     * @param policy of the resumed plan; one of another name starts without memory
     * @throws IllegalArgumentException if the network differs
     */
    public GateState resume(RunPlan resumed, Policy policy) {
        if (!resumed.architecture().equals(plan.architecture())) {
            throw new IllegalArgumentException(
                    "attempt " + resumed.attempt() + " has another network than " + plan.attempt());
        }
        boolean samePolicy = resumed.settings().policy().equals(plan.settings().policy());
        GateState next = readFrom(resumed, ByteBuffer.wrap(toBytes()));
        next.memory = samePolicy ? memory : policy.initial(resumed.seed());
        return next;
    }

    /** Returns everything but the plan, bit for bit. */
    public byte[] toBytes() {
        StateWriter out = new StateWriter().put(FORMAT);
        cursor.writeTo(out);
        masks.writeTo(out);
        loss.writeTo(out);
        correction.writeTo(out);
        capacity.writeTo(out);
        probes.writeTo(out);
        convergence.writeTo(out);
        out.put(memory.toArray()).put(decisions).put(lastDecided);
        out.put(pruningDisabled)
                .put(vainPrunings)
                .put(measuredVersion)
                .put(rollbacks)
                .put(restsUntil);
        return out.toBytes();
    }

    /**
     * Returns what {@link #toBytes()} wrote.
     *
     * @param plan of the run
     * @throws IllegalArgumentException if the bytes are of another format or cut short
     */
    public static GateState readFrom(RunPlan plan, ByteBuffer bytes) {
        StateReader in = new StateReader(bytes);
        int format = in.getInt();
        if (format != FORMAT) {
            throw new IllegalArgumentException("state of a run has format " + format + ", expected " + FORMAT);
        }
        StepCursor cursor = StepCursor.readFrom(in);
        return new GateState(plan, in, cursor);
    }
}
