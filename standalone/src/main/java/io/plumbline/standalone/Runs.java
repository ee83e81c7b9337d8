package io.plumbline.standalone;

import io.plumbline.protocol.Topics;
import io.plumbline.service.Closing;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import io.plumbline.standalone.report.Report;
import io.plumbline.standalone.report.RunHistory;
import io.plumbline.standalone.report.RunLog;
import io.plumbline.trainer.RunListener;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.TrainerService;
import io.plumbline.trainer.run.RunName;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.KafkaException;

/** Makes runs and reads them back. */
final class Runs {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** More than a gate needs; a run without gate ends this much later. */
    private static final Duration GATE_PATIENCE = Duration.ofSeconds(5);

    private Runs() {}

    /** Returns an id that nobody has used, for a run that nobody named. */
    static String name(String prefix) {
        return RunName.generate(prefix, Clock.system(ZoneId.systemDefault()), new SplittableRandom());
    }

    /**
     * Trains one run to its end.
     *
     * @param closing stops the training where the process is told to stop
     */
    static RunResult train(TrainerConfig config, RunListener listener, Closing closing) {
        try (TrainerService trainer = closing.add(TrainerService.start(config, listener))) {
            return trainer.await();
        }
    }

    /**
     * Reads runs back from the log. The gate may be some steps behind the training: it is given a moment to decide what is
     * due.
     *
     * @param runs ids, in the order in which they are to be shown
     * @throws StartException in one sentence, where the log cannot be read or a run is not in it
     */
    static Report report(KafkaSettings kafka, Topics topics, List<String> runs) {
        try (RunLog log = RunLog.open(kafka, topics, runs::contains)) {
            if (!log.catchUp(PATIENCE)) {
                throw new StartException("the log was not read to its end within " + PATIENCE.toSeconds() + " s");
            }
            awaitDecisions(log, runs);
            List<RunHistory> histories = new ArrayList<>();
            for (String run : runs) {
                histories.add(log.history(run)
                        .orElseThrow(() -> new StartException("run '" + run + "' is not in the log: nothing in "
                                + topics.runs().name() + " at " + kafka.bootstrapServers())));
            }
            return new Report(histories);
        } catch (KafkaException e) {
            throw new StartException(
                    "the log at " + kafka.bootstrapServers() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void awaitDecisions(RunLog log, List<String> runs) {
        long deadline = System.nanoTime() + GATE_PATIENCE.toNanos();
        while (System.nanoTime() < deadline
                && !runs.stream()
                        .allMatch(run ->
                                log.history(run).map(RunHistory::isDecided).orElse(true))) {
            log.poll(Duration.ofMillis(100));
        }
    }
}
