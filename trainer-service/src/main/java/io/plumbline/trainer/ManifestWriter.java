package io.plumbline.trainer;

import io.plumbline.core.files.Spelling;
import io.plumbline.engine.Engine;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Part;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Loss;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.protocol.v1.Optimizer;
import io.plumbline.service.Version;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.run.RunDescription;

/** Says what a run is. */
final class ManifestWriter {

    private ManifestWriter() {}

    /**
     * Returns the manifest of an attempt.
     *
     * @param claim drawn for this attempt
     * @param startedAtMs wall clock, milliseconds since 1970
     */
    static Manifest of(RunKey key, String claim, RunDescription run, DataSet data, Engine engine, long startedAtMs) {
        Manifest.Builder manifest = Manifest.newBuilder();
        Manifests.write(engine.architecture(), manifest);
        return manifest.setRun(key.run())
                .setAttempt(key.attempt())
                .setClaim(claim)
                .setOptimizer(optimizer(run.optimizer()))
                .setSeed(run.seed())
                .setData(dataSet(data, run.data().evaluate()))
                .setDecisionInterval(run.gating().decisionInterval())
                .setMode(
                        switch (run.mode()) {
                            case ASYNC -> Mode.MODE_ASYNC;
                            case LOCKSTEP -> Mode.MODE_LOCKSTEP;
                        })
                .setGate(GateSettingsCodec.write(
                        run.gating().resolved(run.length().steps())))
                .setSoftwareVersion(Version.number())
                .setPlannedSteps(run.length().steps())
                .setBatch(run.batch())
                .setProbeInterval(run.measuring().probeInterval())
                .setWatchInterval(run.measuring().watchInterval())
                .setGatedUntil(run.probeSteps().gatedUntil())
                .setProbeBatch(run.measuring().probeBatch())
                .setProbeDraws(run.measuring().probeDraws())
                .setLoss(Loss.newBuilder()
                        .setKind(Manifests.CROSS_ENTROPY)
                        .setLowerBound(run.measuring().lossLowerBound())
                        .setTarget(run.measuring().lossTarget()))
                .setParameters(
                        engine.architecture().parameters(engine.architecture().all()))
                .setStartedAtMs(startedAtMs)
                .setResolved(run.yaml())
                .build();
    }

    private static Optimizer optimizer(OptimizerSpec spec) {
        return Optimizer.newBuilder()
                .setName(Spelling.of(spec.kind()))
                .setLearningRate(spec.learningRate())
                .setMomentum(spec.momentum())
                .setBeta1(spec.beta1())
                .setBeta2(spec.beta2())
                .setEpsilon(spec.epsilon())
                .setWeightDecay(spec.weightDecay())
                .build();
    }

    /** Of a text an example is a predicted token, not a window: so many things a network can learn, or hold by heart. */
    private static io.plumbline.protocol.v1.DataSet dataSet(DataSet data, Part evaluated) {
        return io.plumbline.protocol.v1.DataSet.newBuilder()
                .setName(data.name())
                .setSha256(data.sha256())
                .setTrainingExamples(data.training().predicted())
                .setTestExamples(data.test().predicted())
                .setFeatures(data.training().features())
                .setClasses(data.training().classes())
                .setEvaluatedPart(evaluated.spelling())
                .setUnit(data.unit())
                .build();
    }
}
