package io.plumbline.protocol;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.v1.Column;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.DataSet;
import io.plumbline.protocol.v1.Loss;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskApplied;
import io.plumbline.protocol.v1.MaskRejected;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.protocol.v1.Optimizer;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.Probe;
import io.plumbline.protocol.v1.RangeCondition;
import io.plumbline.protocol.v1.RunDiverged;
import io.plumbline.protocol.v1.RunEnd;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFinished;
import io.plumbline.protocol.v1.RunStopped;
import io.plumbline.protocol.v1.Setting;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepScalars;
import io.plumbline.protocol.v1.StepShard;
import java.util.LinkedHashMap;
import java.util.Map;

/** One event of every kind, every field of which differs from its default. */
final class Examples {

    static final String RUN = "digits-7";

    private Examples() {}

    /** Returns the events by the name of their golden file. */
    static Map<String, MessageLite> all() {
        Map<String, MessageLite> all = new LinkedHashMap<>();
        all.putAll(ManifestExamples.all());
        all.put("step-event-shard", StepEvent.newBuilder().setShard(shard()).build());
        all.put(
                "step-event-shard-gate-curvature",
                StepEvent.newBuilder().setShard(measuredShard()).build());
        all.put(
                "step-event-rejected",
                StepEvent.newBuilder().setRejected(rejected()).build());
        all.put("step-event-end", StepEvent.newBuilder().setEnd(end()).build());
        all.put(
                "run-event-manifest",
                RunEvent.newBuilder().setManifest(manifest()).build());
        all.put(
                "run-event-finished",
                RunEvent.newBuilder().setFinished(finished()).build());
        all.put("run-event-stopped", RunEvent.newBuilder().setStopped(stopped()).build());
        all.put(
                "run-event-diverged",
                RunEvent.newBuilder().setDiverged(diverged()).build());
        all.putAll(EvaluationExamples.all());
        all.put("condition", condition());
        all.putAll(MaskExamples.all());
        all.putAll(PruningExamples.all());
        return all;
    }

    static Manifest manifest() {
        return Manifest.newBuilder()
                .setRun(RUN)
                .setAttempt(1)
                .setClaim("00c0ffee00c0ffee")
                .addRanges(NodeRange.newBuilder()
                        .setName("dense-1")
                        .setKind("dense")
                        .setNodes(3)
                        .setCost(396))
                .addRanges(NodeRange.newBuilder()
                        .setName("dense-2")
                        .setKind("dense")
                        .setNodes(2)
                        .setCost(78))
                .setOptimizer(optimizer())
                .setSeed(42)
                .setData(data())
                .setDecisionInterval(100)
                .setMode(Mode.MODE_LOCKSTEP)
                .setGate(settings())
                .setSoftwareVersion("0.1.0")
                .setPlannedSteps(3000)
                .setBatch(64)
                .setProbeInterval(50)
                .setProbeBatch(128)
                .setLoss(Loss.newBuilder()
                        .setKind("cross-entropy")
                        .setLowerBound(0.25)
                        .setTarget(0.01))
                .setParameters(1234)
                .setStartedAtMs(1_700_000_000_000L)
                .setResolved("seed: 42\n")
                .build();
    }

    /** One of each kind: what a record lacks has its default, and settings to come change no golden message. */
    static io.plumbline.protocol.v1.GateSettings settings() {
        return io.plumbline.protocol.v1.GateSettings.newBuilder()
                .addSettings(Setting.newBuilder().setKey("budget").setNumber(0.125))
                .addSettings(Setting.newBuilder().setKey("policy").setText("greedy-q"))
                .addSettings(Setting.newBuilder().setKey("self-tuned").setFlag(true))
                .build();
    }

    private static Optimizer optimizer() {
        return Optimizer.newBuilder()
                .setName("adam")
                .setLearningRate(1e-3)
                .setMomentum(0.5)
                .setBeta1(0.9)
                .setBeta2(0.999)
                .setEpsilon(1e-8)
                .build();
    }

    private static DataSet data() {
        return DataSet.newBuilder()
                .setName("digits")
                .setSha256("ab12")
                .setTrainingExamples(1437)
                .setTestExamples(360)
                .setFeatures(64)
                .setClasses(10)
                .build();
    }

    private static Probe probe() {
        return Probe.newBuilder()
                .setLoss(0.5)
                .setLossResidual(0.25)
                .setLambda(1.5)
                .setEigenResidual(0.0625)
                .setEnergy(0.5)
                .setCurvature(2.25)
                .setUngatedEnergy(0.125)
                .setUngatedCurvature(0.5)
                .addRangeEnergy(0.25)
                .addRangeEnergy(0.125)
                .addRangeCurvature(1)
                .addRangeCurvature(0.75)
                .build();
    }

    static StepShard shard() {
        return StepShard.newBuilder()
                .setRun(RUN)
                .setAttempt(1)
                .setStep(400)
                .setShard(1)
                .setShards(2)
                .setFirstNode(3)
                .setNodes(2)
                .setMaskVersion(3)
                .setScalars(StepScalars.newBuilder()
                        .setLoss(0.5)
                        .setUpdateDot(-0.125)
                        .setExampleGradient(2))
                .addColumns(column(ColumnKind.COLUMN_KIND_GAMMA, -1, 0.5f))
                .addColumns(column(ColumnKind.COLUMN_KIND_TAU, 1, 0.25f))
                .addColumns(column(ColumnKind.COLUMN_KIND_WEIGHT_NORM, 3, 4))
                .setProbe(probe())
                .addColumns(column(ColumnKind.COLUMN_KIND_PROBE_ENERGY, 0.25f, 0.125f))
                .addColumns(column(ColumnKind.COLUMN_KIND_PROBE_CURVATURE, 1, 0.75f))
                .setApplied(MaskApplied.newBuilder()
                        .setVersion(3)
                        .setLossBefore(0.5)
                        .setLossAfter(0.625))
                .build();
    }

    /** With the column that came with {@code probe.draws}. */
    static StepShard.Builder measuredShard() {
        return shard().toBuilder().addColumns(column(ColumnKind.COLUMN_KIND_GATE_CURVATURE, 0.5f, 0));
    }

    private static Column column(ColumnKind kind, float... values) {
        return Columns.of(kind, Columns.write(values, 0, values.length));
    }

    private static MaskRejected rejected() {
        return MaskRejected.newBuilder()
                .setRun(RUN)
                .setAttempt(1)
                .setStep(401)
                .setVersion(4)
                .setReason("stale")
                .build();
    }

    private static RunEnd end() {
        return RunEnd.newBuilder()
                .setRun(RUN)
                .setAttempt(1)
                .setStep(3000)
                .setOutcome(Outcome.OUTCOME_FINISHED)
                .build();
    }

    private static RunFinished finished() {
        return RunFinished.newBuilder()
                .setRun(RUN)
                .setAttempt(1)
                .setStep(3000)
                .setAtMs(17)
                .setSeconds(8.5)
                .build();
    }

    private static RunStopped stopped() {
        return RunStopped.newBuilder()
                .setRun(RUN)
                .setAttempt(1)
                .setStep(640)
                .setAtMs(17)
                .setReason("stopped by Ctrl-C")
                .build();
    }

    private static RunDiverged diverged() {
        return RunDiverged.newBuilder()
                .setRun(RUN)
                .setAttempt(1)
                .setStep(77)
                .setAtMs(17)
                .setLoss(Double.NaN)
                .build();
    }

    private static Condition condition() {
        return Condition.newBuilder()
                .setRun(RUN)
                .setStep(400)
                .setMaskVersion(3)
                .setLoss(0.5)
                .setLambda(1.5)
                .setMuPl(0.5)
                .setMuR(2)
                .setKappa(3)
                .setEigenResidual(0.0625)
                .setContraction(0.75)
                .setPredictedGap(0.25)
                .setViolations(5)
                .setStability(6)
                .setExampleGradient(2)
                .addRanges(RangeCondition.newBuilder()
                        .setRange("dense-1")
                        .setLambda(1.25)
                        .setMuPl(0.25)
                        .setKappa(5)
                        .setNodes(3)
                        .setOpen(2))
                .setMeasuredGap(0.375)
                .setAttempt(1)
                .build();
    }
}
