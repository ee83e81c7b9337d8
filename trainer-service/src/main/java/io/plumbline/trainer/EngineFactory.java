package io.plumbline.trainer;

import io.plumbline.trainer.engine.NetworkSpec;
import io.plumbline.trainer.engine.OptimizerSpec;
import io.plumbline.trainer.engine.ProbeSpec;
import io.plumbline.trainer.engine.PruningEngine;

/** Makes networks. */
@FunctionalInterface
interface EngineFactory {

    /**
     * Makes one with fresh weights.
     *
     * @param dropout rate in steps
     * @param batch examples per step
     * @param seed of weights and dropout
     */
    PruningEngine make(
            NetworkSpec network, OptimizerSpec optimizer, double dropout, int batch, ProbeSpec probe, long seed);
}
