package io.plumbline.trainer;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Tensor;
import io.plumbline.engine.AverageState;
import io.plumbline.engine.Batch;
import io.plumbline.engine.EngineState;
import io.plumbline.engine.Frozen;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.OptimizerState;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.Score;
import io.plumbline.engine.StepRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A network that only counts: its loss is 1/step, its columns say step and node, its λ is 2, its error 1/step; of an average half. */
public final class FakeEngine implements PruningEngine {

    private final NetworkSpec network;
    private final long divergesAt;
    private Mask mask;
    private long updates;
    private boolean closed;
    private int prunings;
    private AverageState average = AverageState.NONE;
    private double updateDot = -0.01;
    private double exampleGradient = 3;
    private Runnable duringEvaluation = () -> {};
    private Runnable duringStep = () -> {};

    /** Makes one whose loss is NaN from a step on. */
    public FakeEngine(NetworkSpec network, long divergesAt) {
        this.network = network;
        this.divergesAt = divergesAt;
        this.mask = Mask.allOpen(network.layers().nodes());
    }

    @Override
    public Architecture architecture() {
        return network.architecture();
    }

    @Override
    public long parameters() {
        return network.parameters();
    }

    @Override
    public long updates() {
        return updates;
    }

    @Override
    public double step(Batch batch, StepRecord into) {
        duringStep.run();
        updates++;
        into.scalars(updates >= divergesAt ? Double.NaN : 1.0 / updates, updateDot, exampleGradient);
        for (int b = 0; b < into.nodes(); b++) {
            into.gamma()[b] = (float) updates + b / 1000f;
        }
        Arrays.fill(into.tau(), (float) updates);
        return into.loss();
    }

    @Override
    public void probe(ProbeRecord into) {
        into.loss(probeLoss(), 0);
        into.lambda(2, 0.01);
        into.energy().total(4, 0);
        into.curvature().total(4, 0);
        Arrays.fill(into.energyColumn(), (float) updates);
    }

    /** Says another gᵀΔw and M² of every step to come. */
    public void measuring(double otherUpdateDot, double otherExampleGradient) {
        updateDot = otherUpdateDot;
        exampleGradient = otherExampleGradient;
    }

    /** Does something in every piece of an evaluation. */
    public void duringEvaluation(Runnable something) {
        duringEvaluation = something;
    }

    /** Does something at the beginning of every step. */
    public void duringStep(Runnable something) {
        duringStep = something;
    }

    @Override
    public void prune(Mask remaining) {
        prunings++;
    }

    /** Returns how often it was made smaller. */
    public int prunings() {
        return prunings;
    }

    /** The loss rises by a thousandth with every closed node. */
    @Override
    public double probeLoss() {
        return 1.0 / (updates + 1) + (mask.nodes() - mask.openCount()) / 1000.0;
    }

    @Override
    public Mask mask() {
        return mask;
    }

    @Override
    public void mask(Mask other) {
        mask = other;
    }

    @Override
    public Frozen freeze() {
        return frozen(1.0 / (updates + 1));
    }

    @Override
    public Optional<Frozen> freezeAverage() {
        return average.decay() > 0 ? Optional.of(frozen(0.5 / (updates + 1))) : Optional.empty();
    }

    private Frozen frozen(double lossAndError) {
        Score score = new Score(lossAndError, lossAndError);
        return (features, labels, examples) -> {
            duringEvaluation.run();
            return score;
        };
    }

    @Override
    public List<NamedArray> weights() {
        return List.of();
    }

    @Override
    public void eachRow(Consumer<float[]> rows) {
        Architecture table = network.architecture();
        for (Tensor tensor : table.parameterTensors()) {
            int[] shape = tensor.shape(table.layers(), table.all());
            float[] row = new float[shape[shape.length - 1]];
            for (long r = 0; r < tensor.entries(table.layers(), table.all()) / row.length; r++) {
                rows.accept(row);
            }
        }
    }

    @Override
    public void eachAverageRow(Consumer<float[]> rows) {
        if (average.decay() > 0) {
            eachRow(rows);
        }
    }

    @Override
    public AverageState average() {
        return average;
    }

    @Override
    public void average(AverageState state) {
        average = state;
    }

    @Override
    public void weights(List<NamedArray> weights) {
        throw new IllegalArgumentException("a fake has no weights");
    }

    @Override
    public OptimizerState optimizerState() {
        return new OptimizerState(updates, List.of());
    }

    @Override
    public void optimizerState(OptimizerState state) {
        updates = state.updates();
    }

    @Override
    public List<NamedArray> probeDirection() {
        return List.of();
    }

    @Override
    public void probeDirection(List<NamedArray> direction) {
        if (!direction.isEmpty()) {
            throw new IllegalArgumentException("a fake has no direction");
        }
    }

    @Override
    public EngineState state() {
        return new EngineState(
                mask, Mask.allOpen(mask.nodes()), List.of(), List.of(), optimizerState(), AverageState.NONE, List.of());
    }

    @Override
    public void state(EngineState state) {
        mask = state.mask();
        optimizerState(state.optimizer());
    }

    /** Returns whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
