package io.plumbline.trainer;

import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;

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
