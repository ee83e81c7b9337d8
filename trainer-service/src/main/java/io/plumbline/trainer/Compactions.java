package io.plumbline.trainer;

import io.plumbline.core.model.DenseChain;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.v1.Compacted;
import io.plumbline.protocol.v1.Removal;
import io.plumbline.trainer.engine.CompactingEngine;
import io.plumbline.trainer.publish.Reporter;
import java.util.Optional;

/**
 * Makes the network smaller, measures what that brought over the next steps, and then says so. Not thread safe: the
 * training thread's own.
 */
final class Compactions {

    private final CompactingEngine engine;
    private final DenseChain chain;
    private final Reporter reporter;
    private final Watch watch;
    private final StepTimes times = new StepTimes();
    /** Made, but not measured long enough. */
    private Optional<Compacted.Builder> measuring = Optional.empty();

    private Mask present;

    /**
     * Begins with all nodes present.
     *
     * @param chain of the network, for its cost
     */
    Compactions(CompactingEngine engine, DenseChain chain, Reporter reporter, Watch watch) {
        this.engine = engine;
        this.chain = chain;
        this.reporter = reporter;
        this.watch = watch;
        this.present = Mask.allOpen(chain.layers().nodes());
    }

    /**
     * Makes the network smaller.
     *
     * @param step first of the smaller network
     * @param version of the compaction
     * @param left nodes that remain, as open ones
     */
    Removal compact(long step, long version, Mask left) {
        finish();
        double before = times.lowerQuartile();
        times.clear();
        Removal.Builder removal = Removal.newBuilder()
                .setNodes(present.openCount() - left.openCount())
                .setParametersBefore(engine.parameters())
                .setCostBefore(chain.cost(present))
                .setCostAfter(chain.cost(left));
        long begin = System.nanoTime();
        engine.compact(left);
        double ms = (System.nanoTime() - begin) / 1e6;
        present = left;
        removal.setParametersAfter(engine.parameters());
        measuring = Optional.of(compacted(removal)
                .setStep(step)
                .setMaskVersion(version)
                .setStepMsBefore(before)
                .setRebuildMs(ms));
        watch.compacted(ms);
        return removal.build();
    }

    private Compacted.Builder compacted(Removal.Builder removal) {
        Compacted.Builder compacted = Compacted.newBuilder()
                .setParametersBefore(removal.getParametersBefore())
                .setParametersAfter(removal.getParametersAfter())
                .setCostBefore(removal.getCostBefore())
                .setCostAfter(removal.getCostAfter());
        Layers layers = chain.layers();
        for (int l = 0; l < layers.size(); l++) {
            int all = layers.end(l) - layers.start(l);
            compacted.addRemoved(all - present.openCount(layers.start(l), layers.end(l)));
        }
        return compacted;
    }

    /** Notes a step, its probe left out; says what the last compaction brought once enough were made. */
    void step(double ms) {
        times.add(ms);
        if (times.isFull()) {
            finish();
        }
    }

    /** Says what the last compaction brought by now, if nobody heard yet. */
    void finish() {
        measuring.ifPresent(made -> {
            reporter.compacted(made.setStepMsAfter(times.lowerQuartile()));
            watch.measured(made);
        });
        measuring = Optional.empty();
    }
}
