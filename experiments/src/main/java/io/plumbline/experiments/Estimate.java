package io.plumbline.experiments;

import io.plumbline.engine.Batch;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Engines;
import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.StepRecord;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Examples;
import io.plumbline.trainer.run.RunDescription;
import java.time.Duration;
import java.util.Locale;

/**
 * How long a plan takes on this machine at most: a step, a probe and an evaluation of the dense network, measured for a
 * moment, times what the plan asks for. Every run counts as if it went to its end; those that stop at the last target
 * take less, as do masks and prunings. A busy machine takes longer.
 *
 * @param stepMs one step with its statistics
 * @param probeMs one probe
 * @param exampleMs one example evaluated
 * @param runSeconds one run of the plan
 */
record Estimate(double stepMs, double probeMs, double exampleMs, double runSeconds) {

    private static final int WARM_UP_STEPS = 20;
    private static final int STEPS = 40;
    private static final int PROBES = 3;
    /** As many examples as a trainer evaluates at once: smaller pieces cost more per example. */
    private static final int EVALUATED = 1000;
    /** Time per run for starting the clients, loading data and network, and reading the log back. */
    private static final double START_SECONDS = 1;

    static Estimate measure(Plan plan, PlanData planData) {
        NativeThreads.limit(1);
        RunDescription run = plan.base().description(planData.dataRoot());
        Examples examples = DataSet.load(run.data()).training();
        Batch batch = batch(examples, run.batch());
        Batch piece = batch(examples, Math.min(examples.size(), EVALUATED));
        Batch probes = batch(examples, Math.min(examples.size(), run.measuring().probeBatch()));
        try (Engine engine = Engines.of(
                run.network().spec(examples.shape(), planData.classes()),
                run.optimizer(),
                run.batch(),
                ProbeSpec.of(
                        probes,
                        run.gating().settings().objective().scope(),
                        run.measuring().probeDraws()),
                1)) {
            StepRecord record = StepRecord.of(engine.layers().nodes());
            ProbeRecord probe = new ProbeRecord(engine.layers());
            milliseconds(WARM_UP_STEPS, () -> engine.step(batch, record));
            double step = milliseconds(STEPS, () -> engine.step(batch, record));
            engine.probe(probe);
            double probed = milliseconds(PROBES, () -> engine.probe(probe));
            engine.evaluate(piece.features(), piece.labels(), piece.examples());
            double evaluated =
                    milliseconds(PROBES, () -> engine.evaluate(piece.features(), piece.labels(), piece.examples()))
                            / piece.examples();
            return new Estimate(step, probed, evaluated, seconds(run, planData, step, probed, evaluated));
        }
    }

    private static Batch batch(Examples examples, int size) {
        Batch batch = new Batch(size, examples.shape(), examples.predictions());
        examples.copyRange(0, size, batch.features(), batch.labels());
        return batch;
    }

    private static double milliseconds(int times, Runnable work) {
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return (System.nanoTime() - begin) / 1e6 / times;
    }

    static double seconds(RunDescription run, PlanData planData, double step, double probe, double example) {
        long steps = run.length().steps();
        long probes = run.probeSteps().count(steps);
        // Before the first step, at every interval, after the last.
        double evaluations = 1 + Math.ceil(steps / (double) run.measuring().evaluationInterval());
        int networks = run.averageDecay() > 0 ? 2 : 1;
        double examples = networks * (planData.trainingExamples() + (double) planData.testExamples());
        return START_SECONDS + (steps * step + probes * probe + evaluations * examples * example) / 1e3;
    }

    /** Returns how long a number of runs takes. */
    Duration of(int runs, int sideBySide) {
        return Duration.ofMillis(Math.round(1e3 * runSeconds * runs / sideBySide));
    }

    /** Returns what it was measured from, for people. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "measured on this machine just now: %.2g ms a step, %.2g ms a probe, %.2g ms a thousand examples evaluated,"
                        + " %.2g s a whole run",
                stepMs,
                probeMs,
                exampleMs * 1e3,
                runSeconds);
    }
}
