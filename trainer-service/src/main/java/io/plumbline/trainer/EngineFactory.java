package io.plumbline.trainer;

import io.plumbline.trainer.engine.CompactingEngine;
import io.plumbline.trainer.engine.NetworkSpec;
import io.plumbline.trainer.engine.OptimizerSpec;
import io.plumbline.trainer.engine.ProbeSpec;

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
    CompactingEngine make(
            NetworkSpec network, OptimizerSpec optimizer, double dropout, int batch, ProbeSpec probe, long seed);
}
