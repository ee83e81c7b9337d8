package io.plumbline.metrics;

import com.google.protobuf.ByteString;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.DataSet;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Loss;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.protocol.v1.NoChange;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.protocol.v1.Optimizer;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.RangeCondition;
import io.plumbline.protocol.v1.Rejected;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFailed;
import io.plumbline.protocol.v1.RunFinished;
import io.plumbline.protocol.v1.RunResumed;
import io.plumbline.protocol.v1.RunStarted;
import java.util.List;

/** Events of a run of 1,000 steps with layers dense-1 of 6 nodes, cost 10, and dense-2 of 4 nodes, cost 20. */
final class Events {

    static final int NODES = 10;
    static final long STEPS = 1_000;

    private final String run;
    private final int attempt;

    Events(String run) {
        this(run, 1);
    }

    Events(String run, int attempt) {
        this.run = run;
        this.attempt = attempt;
    }

    String run() {
        return run;
    }

    RunEvent manifest() {
        return RunEvent.newBuilder().setManifest(manifestOf(6, 4)).build();
    }

    RunEvent manifestOfOtherLayers() {
        return RunEvent.newBuilder().setManifest(manifestOf(6, 5)).build();
    }

    RunEvent started() {
        return RunEvent.newBuilder()
                .setStarted(RunStarted.newBuilder().setRun(run).setAttempt(attempt))
                .build();
    }

    RunEvent resumed(long step) {
        return RunEvent.newBuilder()
                .setResumed(
                        RunResumed.newBuilder().setRun(run).setAttempt(attempt).setStep(step))
                .build();
    }

    RunEvent finished(long step) {
        return RunEvent.newBuilder()
                .setFinished(
                        RunFinished.newBuilder().setRun(run).setAttempt(attempt).setStep(step))
                .build();
    }

    RunEvent failed(long step) {
        return RunEvent.newBuilder()
                .setFailed(
                        RunFailed.newBuilder().setRun(run).setAttempt(attempt).setStep(step))
                .build();
    }

    /** One node of the first layer is gone. */
    RunEvent pruned(long step, long version) {
        return RunEvent.newBuilder().setPruned(pruning(step, version)).build();
    }

    Pruned.Builder pruning(long step, long version) {
        return Pruned.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .setStep(step)
                .setMaskVersion(version)
                .setParametersBefore(100)
                .setParametersAfter(80)
                .setCostBefore(160)
                .setCostAfter(120)
                .setStepMsBefore(2)
                .setStepMsAfter(1.5)
                .setRebuildMs(40)
                .addRemoved(1)
                .addRemoved(0);
    }

    EvaluationEvent evaluation(long step, double trainingLoss, double testLoss) {
        Evaluation.Builder evaluation = Evaluation.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .setStep(step)
                .setTrainingLoss(trainingLoss)
                .setTrainingError(0.25)
                .setTestLoss(testLoss)
                .setTestError(0.375)
                .setAtMs(1_000 * step);
        return EvaluationEvent.newBuilder().setEvaluation(evaluation).build();
    }

    EvaluationEvent progress(long step, long atMs, int queue, long dropped) {
        Progress.Builder progress = Progress.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .setStep(step)
                .setLoss(0.5)
                .setStepMs(8)
                .setStatisticsMs(0.5)
                .setQueue(queue)
                .setDropped(dropped)
                .setWork(1_000.0 * step)
                .setAtMs(atMs);
        return EvaluationEvent.newBuilder().setProgress(progress).build();
    }

    Condition condition(long step, double lambda, double muPl) {
        return Condition.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .setStep(step)
                .setLambda(lambda)
                .setMuPl(muPl)
                .setMuR(2 * muPl)
                .setKappa(lambda / muPl)
                .setEigenResidual(0.01)
                .setContraction(0.99)
                .setMeasuredGap(0.5)
                .setPredictedGap(0.75)
                .setViolations(step / 100)
                .setStability(3)
                .addRanges(layer("dense-1", lambda / 2, muPl / 4))
                .addRanges(layer("dense-2", lambda / 4, muPl / 4))
                .addRanges(layer("ungated", lambda / 4, muPl / 2))
                .build();
    }

    MaskChange unchanged(long step, long inForce) {
        return decision(step, inForce)
                .setNone(NoChange.newBuilder().setReason("warm-up"))
                .build();
    }

    MaskChange changed(long step, long inForce, long version, Mask after, List<Integer> closed, List<Integer> opened) {
        return changed(
                step,
                inForce,
                Change.newBuilder()
                        .setVersion(version)
                        .addAllClosed(closed)
                        .addAllOpened(opened)
                        .setTargetDensity(0.5)
                        .setMask(ByteString.copyFrom(after.toBytes()))
                        .build());
    }

    MaskChange changed(long step, long inForce, Change change) {
        return decision(step, inForce).setChange(change).build();
    }

    MaskAck applied(long version, double latencyMs) {
        return MaskAck.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .setVersion(version)
                .setApplied(Applied.newBuilder().setLatencyMs(latencyMs).setSeenMs(latencyMs / 2))
                .build();
    }

    MaskAck rejected(long version) {
        return MaskAck.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .setVersion(version)
                .setRejected(Rejected.newBuilder().setReason("too late").setKind("old-version"))
                .build();
    }

    private MaskChange.Builder decision(long step, long inForce) {
        return MaskChange.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .setStep(step)
                .setVersionInForce(inForce);
    }

    private Manifest manifestOf(int first, int second) {
        return Manifest.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .addRanges(range("dense-1", first, 10))
                .addRanges(range("dense-2", second, 20))
                .setDecisionInterval(20)
                .setProbeInterval(20)
                .setPlannedSteps(STEPS)
                .setBatch(32)
                .setMode(Mode.MODE_ASYNC)
                .setSoftwareVersion("0.1.0")
                .setData(DataSet.newBuilder().setName("digits"))
                .setOptimizer(Optimizer.newBuilder().setName("sgd"))
                .setLoss(Loss.newBuilder().setTarget(0.01))
                .setParameters(100)
                .setGate(GateSettingsCodec.write(GateSettings.defaults("dense", STEPS)))
                .build();
    }

    private static NodeRange range(String name, int nodes, double cost) {
        return NodeRange.newBuilder()
                .setName(name)
                .setKind("dense")
                .setNodes(nodes)
                .setCost(cost)
                .build();
    }

    private static RangeCondition layer(String name, double lambda, double muPl) {
        return RangeCondition.newBuilder()
                .setRange(name)
                .setLambda(lambda)
                .setMuPl(muPl)
                .setKappa(lambda / muPl)
                .build();
    }
}
