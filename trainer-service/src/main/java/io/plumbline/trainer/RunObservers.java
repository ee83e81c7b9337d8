package io.plumbline.trainer;

import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.trainer.RunListener.MaskSeen;
import io.plumbline.trainer.RunListener.StepSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes what happens in a run to all observers in this process: tally, meters, log and the listener. */
final class RunObservers {

    private static final Logger LOG = LoggerFactory.getLogger(RunObservers.class);

    private final String run;
    private final Tally tally;
    private final Meters meters;
    private final RunListener listener;

    RunObservers(String run, Tally tally, Meters meters, RunListener listener) {
        this.run = run;
        this.tally = tally;
        this.meters = meters;
        this.listener = listener;
    }

    Tally tally() {
        return tally;
    }

    void started(Manifest manifest) {
        LOG.info("run={} started, steps={}", run, manifest.getPlannedSteps());
        listener.onStarted(manifest);
    }

    /** A checkpoint is on the disk; told by the thread that writes them. */
    void checkpointed(Path file, long step, double ms) {
        LOG.debug("run={} step={} checkpoint {} in {} ms", run, step, file, ms);
        meters.checkpointed(step, ms);
    }

    void noCheckpoint() {
        meters.noCheckpoint();
    }

    void step(StepSeen step, double statisticsMs) {
        tally.step(step.stepMs(), statisticsMs);
        meters.step(step.stepMs(), statisticsMs, step.loss());
        listener.onStep(step);
    }

    void waiting(long step, Duration waited, Duration patience) {
        LOG.info(
                "run={} waits for the gate to decide step={}, {} of {} s",
                run,
                step,
                waited.toSeconds(),
                patience.toSeconds());
        listener.onWaiting(step, waited, patience);
    }

    void troubled(String sentence) {
        LOG.warn("run={} {}", run, sentence);
        listener.onTrouble(sentence);
    }

    void recovered(String sentence) {
        LOG.info("run={} {}", run, sentence);
        listener.onRecovery(sentence);
    }

    void applied(Applied applied, MaskSeen mask) {
        LOG.info("run={} step={} version={} applied", run, mask.step(), mask.version());
        tally.applied(mask.closed(), mask.opened(), applied.getLatencyMs(), applied.getSeenMs());
        meters.applied();
        listener.onMask(mask);
    }

    /** The network was made smaller; the argument is how long that took. */
    void pruned(double rebuildMs) {
        tally.pruned(rebuildMs);
        meters.pruned(rebuildMs);
    }

    /** The time that a pruning saves was measured. */
    void measured(Pruned.Builder pruned) {
        LOG.info(
                "run={} step={} version={} pruned: parameters {} → {}, step {} → {} ms",
                run,
                pruned.getStep(),
                pruned.getMaskVersion(),
                pruned.getParametersBefore(),
                pruned.getParametersAfter(),
                String.format(Locale.ROOT, "%.3f", pruned.getStepMsBefore()),
                String.format(Locale.ROOT, "%.3f", pruned.getStepMsAfter()));
    }

    void rejected(MaskSeen mask) {
        LOG.warn("run={} step={} version={} rejected: {}", run, mask.step(), mask.version(), mask.rejection());
        tally.rejected();
        meters.rejected();
        listener.onMask(mask);
    }

    void evaluated(Evaluated evaluated, double ms) {
        tally.evaluation(evaluated, ms);
        listener.onEvaluation(evaluated);
    }

    void ended(RunResult result) {
        LOG.info("run={} step={} ended: {} {}", run, result.steps(), result.ending(), result.reason());
        listener.onEnd(result);
    }
}
