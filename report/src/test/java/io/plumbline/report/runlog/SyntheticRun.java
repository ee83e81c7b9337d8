package io.plumbline.report.runlog;

import com.google.protobuf.ByteString;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.DataSet;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.protocol.v1.NoChange;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.protocol.v1.NodeReason;
import io.plumbline.protocol.v1.Optimizer;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.RangeCondition;
import io.plumbline.protocol.v1.Rejected;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFinished;
import io.plumbline.protocol.v1.RunStopped;

/** A made-up run of 1,000 steps whose every number is known: two layers of 8 and 4 nodes, loss 2·e^(−step/100). */
public final class SyntheticRun {

    public static final int STEPS = 1_000;
    private static final int EVERY = 50;
    private static final long AT = 10_000;
    /** Open: 2 to 7, and 8, 10, 11. */
    private static final ByteString MASK = ByteString.copyFrom(new byte[] {(byte) 0b1111_1100, 0b1101});

    private final String run;
    private final String policy;
    private final RunCollector collector = new RunCollector();

    private SyntheticRun(String run, String policy) {
        this.run = run;
        this.policy = policy;
    }

    private static SyntheticRun begun(String run, String policy) {
        SyntheticRun begun = new SyntheticRun(run, policy);
        begun.take(RunEvent.newBuilder().setManifest(begun.manifest()).build());
        return begun;
    }

    /** Changes nothing in all its steps. */
    public static RunHistory dense(String run) {
        SyntheticRun dense = begun(run, "dense");
        for (int step = EVERY; step <= STEPS; step += EVERY) {
            dense.evaluate(step, 1);
            dense.condition(step, 100, 8);
            dense.decideNothing(step);
        }
        return dense.end();
    }

    /** Closes nodes 0, 1 and 9 at step 200, removes them at step 500, trains 1.25 times as fast. */
    public static RunHistory gated(String run) {
        SyntheticRun gated = begun(run, "greedy-kappa");
        for (int step = EVERY; step <= STEPS; step += EVERY) {
            gated.evaluate(step, 1.25);
            gated.condition(step, step > 200 ? 60 : 100, step > 200 ? 6 : 8);
            if (step == 200) {
                gated.change(step);
            } else if (step == 500) {
                gated.prune(step);
            } else {
                gated.decideNothing(step);
            }
        }
        return gated.end();
    }

    /**
     * The gated run, stopped after step 970, whose gate missed steps 700 and 750; it closed node 2 at step 800, which the
     * trainer rejected, and node 3 at step 950, which nobody answered.
     */
    public static RunHistory stopped(String run) {
        SyntheticRun stopped = begun(run, "greedy-kappa");
        for (int step = EVERY; step <= 950; step += EVERY) {
            stopped.evaluate(step, 1.25);
            stopped.condition(step, 100, 8);
            stopped.decideAsMissed(step);
        }
        stopped.take(MaskAck.newBuilder()
                .setVersion(2)
                .setRejected(Rejected.newBuilder().setStep(804).setReason("a floor\u001b[2J"))
                .build());
        stopped.take(RunEvent.newBuilder()
                .setStopped(RunStopped.newBuilder().setStep(970).setReason("told by SIGINT"))
                .build());
        return stopped.collector.history().orElseThrow();
    }

    private void decideAsMissed(int step) {
        switch (step) {
            case 200 -> change(step);
            case 700, 750 -> {
                // Missed.
            }
            case 800 -> close(step, 2, 2, (byte) 0b1111_1000);
            case 950 -> close(step, 3, 3, (byte) 0b1111_0100);
            default -> decideNothing(step);
        }
    }

    private void close(int step, int version, int node, byte firstLayer) {
        take(
                MaskChange.newBuilder()
                        .setStep(step)
                        .setVersionInForce(1)
                        .setChange(Change.newBuilder()
                                .setVersion(version)
                                .addClosed(node)
                                .setMask(ByteString.copyFrom(new byte[] {firstLayer, 0b1101})))
                        .build(),
                10_004);
    }

    private static NodeRange.Builder range(String name, int nodes) {
        return NodeRange.newBuilder().setName(name).setNodes(nodes).setCost(1);
    }

    private Manifest manifest() {
        return Manifest.newBuilder()
                .setRun(run)
                .setAttempt(1)
                .addRanges(range("dense-1", 8).setKind("dense"))
                .addRanges(range("dense-2", 4).setKind("dense"))
                .setOptimizer(Optimizer.newBuilder().setName("adam").setLearningRate(0.001))
                .setSeed(-1)
                .setData(DataSet.newBuilder()
                        .setName("digits")
                        .setSha256("0123456789abcdef0123")
                        .setTrainingExamples(1_437)
                        .setTestExamples(360))
                .setMode(Mode.MODE_ASYNC)
                .setProbeInterval(50)
                .setGate(GateSettingsCodec.write(GateSettings.defaults(policy, STEPS)))
                .setPlannedSteps(STEPS)
                .setDecisionInterval(EVERY)
                .setParameters(100)
                .setResolved("run: \"</pre><script>alert('" + run + "')</script>\"\n")
                .build();
    }

    private void evaluate(int step, double speed) {
        double training = 2 * StrictMath.exp(-step * speed / 100);
        take(EvaluationEvent.newBuilder()
                .setEvaluation(Evaluation.newBuilder()
                        .setStep(step)
                        .setTrainingLoss(training)
                        .setTrainingError(0.01)
                        .setTestLoss(training + 0.1)
                        .setTestError(0.04)
                        .setTrainingSeconds(step * 0.002))
                .build());
        take(EvaluationEvent.newBuilder()
                .setProgress(Progress.newBuilder()
                        .setStep(step)
                        .setStepMs(2.2)
                        .setStatisticsMs(0.2)
                        .setDropped(3))
                .build());
    }

    private void condition(int step, double kappa, int open) {
        take(Condition.newBuilder()
                .setRun(run)
                .setStep(step)
                .setKappa(kappa)
                .setLambda(kappa / 10)
                .setMuPl(0.1)
                .setMeasuredGap(2 * StrictMath.exp(-step / 100.0))
                .setPredictedGap(step == EVERY ? Double.NaN : 2 * StrictMath.exp(-step / 200.0))
                .setViolations(Math.max(0, step - 300))
                .addRanges(RangeCondition.newBuilder().setRange("dense-1").setOpen(open))
                .addRanges(RangeCondition.newBuilder().setRange("dense-2").setOpen(open / 2))
                .addRanges(RangeCondition.newBuilder().setRange("ungated"))
                .build());
    }

    private void decideNothing(int step) {
        take(
                MaskChange.newBuilder()
                        .setStep(step)
                        .setStatisticsAtMs(10_000)
                        .setNone(NoChange.newBuilder().setReason("warm-up"))
                        .build(),
                10_004);
    }

    private void change(int step) {
        Change change = Change.newBuilder()
                .setVersion(1)
                .addClosed(0)
                .addClosed(1)
                .addClosed(9)
                .setMask(MASK)
                .setDensity(0.75)
                .setKappa(100)
                .addReasons(NodeReason.newBuilder().setNode(9).setKappa(4.5).setGate(0.1))
                .build();
        take(
                MaskChange.newBuilder()
                        .setStep(step)
                        .setStatisticsAtMs(10_000)
                        .setChange(change)
                        .build(),
                10_009);
        take(MaskAck.newBuilder()
                .setVersion(1)
                .setApplied(
                        Applied.newBuilder().setStep(step + 3).setSeenMs(11.5).setLatencyMs(14))
                .build());
    }

    private void prune(int step) {
        Change change = Change.newBuilder()
                .setVersion(2)
                .setMask(MASK)
                .setDensity(0.75)
                .setKappa(60)
                .setPruning(true)
                .setRemaining(MASK)
                .build();
        take(
                MaskChange.newBuilder()
                        .setStep(step)
                        .setStatisticsAtMs(10_000)
                        .setChange(change)
                        .build(),
                10_004);
        take(RunEvent.newBuilder()
                .setPruned(Pruned.newBuilder()
                        .setStep(step + 2)
                        .setMaskVersion(2)
                        .setParametersBefore(100)
                        .setParametersAfter(60)
                        .setCostBefore(160)
                        .setCostAfter(100)
                        .setStepMsBefore(2.5)
                        .setStepMsAfter(1.25))
                .build());
    }

    private RunHistory end() {
        take(RunEvent.newBuilder()
                .setFinished(RunFinished.newBuilder().setStep(STEPS))
                .build());
        return collector.history().orElseThrow();
    }

    private void take(RunEvent event) {
        collector.accept(event, run, AT);
    }

    private void take(EvaluationEvent event) {
        collector.accept(event, run, AT);
    }

    private void take(Condition event) {
        collector.accept(event, run, AT);
    }

    private void take(MaskChange event, long atMs) {
        collector.accept(event, run, atMs);
    }

    private void take(MaskAck event) {
        collector.accept(event, run, AT);
    }
}
