package io.plumbline.cli;

import io.plumbline.protocol.Topics;
import io.plumbline.report.Report;
import io.plumbline.report.runlog.KnownRuns;
import io.plumbline.report.runlog.ReadProgress;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.RunLog;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import io.plumbline.trainer.run.RunName;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes runs and reads them back. */
final class Runs {

    /** More than a gate needs; a run without gate ends this much later. */
    private static final Duration GATE_PATIENCE = Duration.ofSeconds(5);

    private Runs() {}

    /** Returns a new id for a run that was not given one. */
    static String name(String prefix) {
        return RunName.generate(prefix, Clock.system(ZoneId.systemDefault()), new SplittableRandom());
    }

    /**
     * Reads runs back as {@link #report(KafkaSettings, Topics, List, ReadProgress)} does, without reporting progress.
     */
    static Report report(KafkaSettings kafka, Topics topics, List<String> runs) {
        return report(kafka, topics, runs, ReadProgress.NONE);
    }

    /**
     * Reads runs back from the log. The gate may be some steps behind a training that has just ended: it is given a
     * moment to decide what is due.
     *
     * @param runs ids, in the order in which they are to be shown
     * @param progress is called with the progress of the reading
     * @throws StartException in one sentence, where the log cannot be read or a run is not in it
     */
    static Report report(KafkaSettings kafka, Topics topics, List<String> runs, ReadProgress progress) {
        return report(kafka, topics, runs, progress, GATE_PATIENCE);
    }

    /** Does the same with another time for the gate to decide what is due. */
    static Report report(
            KafkaSettings kafka, Topics topics, List<String> runs, ReadProgress progress, Duration gatePatience) {
        try (RunLog log = RunLog.open(kafka, topics, runs::contains)) {
            log.catchUp(progress);
            awaitDecisions(log, runs, gatePatience);
            List<RunHistory> histories = new ArrayList<>();
            for (String run : runs) {
                histories.add(log.history(run).orElseThrow(() -> unknown(kafka, topics, run)));
            }
            return new Report(histories);
        }
    }

    private static StartException unknown(KafkaSettings kafka, Topics topics, String run) {
        List<String> nearest = KnownRuns.read(kafka, topics, ReadProgress.NONE).nearest(run);
        return new StartException("run '" + run + "' is not in the log at " + kafka.bootstrapServers()
                + (nearest.isEmpty() ? ", and no other is" : "; nearest to it: " + String.join(", ", nearest)));
    }

    private static void awaitDecisions(RunLog log, List<String> runs, Duration gatePatience) {
        long deadline = System.nanoTime() + gatePatience.toNanos();
        while (System.nanoTime() < deadline && !runs.stream().allMatch(run -> isSettled(log.history(run)))) {
            log.poll(Duration.ofMillis(100));
        }
    }

    /**
     * Returns whether there is nothing to wait for: all steps are decided, or the run still goes on, or it ended long
     * ago.
     */
    private static boolean isSettled(Optional<RunHistory> run) {
        long recently = System.currentTimeMillis() - GATE_PATIENCE.toMillis();
        return run.map(history -> history.isDecided() || history.endedAtMs() < recently)
                .orElse(true);
    }
}
