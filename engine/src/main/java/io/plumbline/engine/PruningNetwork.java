package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A network that computes with the nodes that are left and speaks of all that there were. Nothing is
 * copied as long as all are left.
 */
final class PruningNetwork implements PruningEngine {

    private final NetworkSpec network;
    private final OptimizerSpec optimizer;
    private final double dropout;
    private final int batch;
    private final ProbeSpec probe;
    private final long seed;
    private final Architecture table;
    private final Layers layers;
    private Mask mask;
    private Magnitude magnitude = Magnitude.L2;
    private KeptNodes kept;
    /** Empty for the moment between two: the one is let go before the other is made. */
    private Optional<BlockEngine> engine = Optional.empty();
    /** What the smaller network fills; not used as long as all nodes are left. */
    private StepRecord steps;

    private ProbeRecord probes;
    private final Evaluators evaluators = new Evaluators();

    PruningNetwork(
            NetworkSpec network, OptimizerSpec optimizer, double dropout, int batch, ProbeSpec probe, long seed) {
        this.network = network;
        this.optimizer = optimizer;
        this.dropout = dropout;
        this.batch = batch;
        this.probe = probe;
        this.seed = seed;
        table = network.architecture();
        layers = table.layers();
        mask = Mask.allOpen(layers.nodes());
        begin(KeptNodes.of(table, mask), Parameters.initial(network, seed));
    }

    private BlockEngine engine() {
        return engine.orElseThrow();
    }

    private void begin(KeptNodes left, Parameters weights) {
        kept = left;
        NetworkSpec small = network.withNodes(left.counts());
        Dropout draws = new Dropout(dropout, seed, small.layers(), left.nodes());
        engine = Optional.of(new BlockEngine(small, weights, optimizer, draws, batch, probe, seed));
        engine().magnitude(magnitude);
        steps = StepRecord.of(engine().layers().nodes());
        probes = new ProbeRecord(engine().layers());
    }

    @Override
    public void prune(Mask remaining) {
        kept.select(remaining);
        KeptNodes left = KeptNodes.of(table, remaining);
        if (left.left().equals(kept.left())) {
            return;
        }
        replace(
                left,
                new EngineState(
                        mask,
                        remaining,
                        left.select(weights()),
                        left.selectStatistics(statistics()),
                        left.select(optimizerState()),
                        left.select(average()),
                        engine().direction()));
    }

    private Parameters parameters(KeptNodes left, List<NamedArray> weights) {
        Parameters parameters = new Parameters(network.withNodes(left.counts()).architecture());
        parameters.take(weights, "");
        return parameters;
    }

    /** Goes on with the nodes that are left; the arrays are of the smaller network. */
    private void replace(KeptNodes left, EngineState state) {
        Mask small = left.select(state.mask());
        Parameters weights = parameters(left, state.weights());
        // First, so that there are never two networks in memory.
        engine().close();
        engine = Optional.empty();
        begin(left, weights);
        engine().optimizerState(state.optimizer());
        engine().direction(state.direction());
        engine().mask(small);
        engine().average(state.average());
        engine().statistics().take(state.statistics());
    }

    @Override
    public EngineState state() {
        return new EngineState(
                mask,
                kept.left(),
                engine().weights(),
                engine().statistics().export(),
                engine().optimizerState(),
                engine().average(),
                engine().direction());
    }

    @Override
    public void state(EngineState state) {
        replace(KeptNodes.of(table, state.present()), state);
        mask = state.mask();
    }

    @Override
    public Architecture architecture() {
        return table;
    }

    @Override
    public long parameters() {
        return engine().parameters();
    }

    @Override
    public long updates() {
        return engine().updates();
    }

    @Override
    public double step(Batch examples, StepRecord into) {
        if (into == StepRecord.NONE || kept.areAll()) {
            return engine().step(examples, into);
        }
        requireNodes(into.nodes());
        double loss = engine().step(examples, steps);
        kept.scatter(steps.gamma(), into.gamma());
        kept.scatter(steps.tau(), into.tau());
        kept.scatter(steps.weightNorm(), into.weightNorm());
        into.takeScalars(steps);
        return loss;
    }

    @Override
    public void probe(ProbeRecord into) {
        if (kept.areAll()) {
            engine().probe(into);
            return;
        }
        requireNodes(into.nodes());
        engine().probe(probes);
        kept.scatter(probes.energyColumn(), into.energyColumn());
        kept.scatter(probes.curvatureColumn(), into.curvatureColumn());
        if (probe.draws() > 0) {
            kept.scatter(probes.gateCurvatureColumn(), into.gateCurvatureColumn());
        } else {
            Arrays.fill(into.gateCurvatureColumn(), Float.NaN);
        }
        into.takeTotals(probes);
    }

    private void requireNodes(int nodes) {
        if (nodes != layers.nodes()) {
            throw new IllegalArgumentException("the record is for " + nodes + " nodes, not " + layers.nodes());
        }
    }

    @Override
    public double probeLoss() {
        return engine().probeLoss();
    }

    @Override
    public Mask mask() {
        return mask;
    }

    @Override
    public void mask(Mask wanted) {
        Mask small = kept.select(wanted);
        if (!wanted.equals(mask)) {
            engine().mask(small);
            engine().restartAverage();
        }
        mask = wanted;
    }

    @Override
    public Frozen freeze() {
        return evaluators.freeze(engine());
    }

    @Override
    public Optional<Frozen> freezeAverage() {
        return evaluators.freezeAverage(engine());
    }

    @Override
    public List<NamedArray> weights() {
        return kept.scatter(engine().weights());
    }

    @Override
    public void eachRow(Consumer<float[]> rows) {
        kept.eachRow(engine().parameterRows(), rows);
    }

    @Override
    public void eachAverageRow(Consumer<float[]> rows) {
        engine().averageRows().ifPresent(mean -> kept.eachRow(mean, rows));
    }

    @Override
    public void weights(List<NamedArray> weights) {
        engine().weights(kept.select(weights));
    }

    @Override
    public List<NamedArray> statistics() {
        return kept.scatterStatistics(engine().statistics().export());
    }

    @Override
    public void statistics(List<NamedArray> statistics) {
        engine().statistics().take(kept.selectStatistics(statistics));
    }

    @Override
    public List<NamedArray> averageStatistics() {
        return engine().averageRows().isEmpty()
                ? List.of()
                : kept.scatterStatistics(engine().averageStatistics().export());
    }

    @Override
    public AverageState average() {
        return kept.scatter(engine().average());
    }

    @Override
    public void average(AverageState state) {
        engine().average(kept.select(state));
    }

    @Override
    public void magnitude(Magnitude wanted) {
        if (wanted == Magnitude.NORM_SCALE && table.stateTensors().isEmpty()) {
            throw new IllegalArgumentException(
                    "statistics.magnitude norm-scale needs a network with network.norm batch");
        }
        magnitude = wanted;
        engine().magnitude(wanted);
    }

    @Override
    public OptimizerState optimizerState() {
        OptimizerState state = engine().optimizerState();
        return new OptimizerState(state.updates(), kept.scatter(state.moments()));
    }

    @Override
    public void optimizerState(OptimizerState state) {
        engine().optimizerState(kept.select(state));
    }

    @Override
    public List<NamedArray> probeDirection() {
        return engine().direction();
    }

    @Override
    public void probeDirection(List<NamedArray> direction) {
        engine().direction(direction);
    }

    @Override
    public void close() {
        engine().close();
        evaluators.close();
    }
}
