package io.plumbline.experiments;

import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.Topics;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.RunLog;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.TrainerService;
import io.plumbline.trainer.run.RunDescription;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main loop of a trainer process: trains one run after the other, as standard input asks, and writes a result file
 * for each. One process for many runs saves the start of a JVM and keeps compiled code warm.
 */
public final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration POLL = Duration.ofMillis(50);
    /**
     * The last decisions of the gate are committed within milliseconds; a decision on a step that it never received
     * never comes.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final Topics topics;

    private Worker(Assignment.Connection connection) {
        this.kafka = new KafkaSettings(connection.bootstrapServers(), connection.kafka());
        this.topics = Topics.of(connection.topicPrefix());
    }

    /**
     * Works until the input ends; then the process is halted at once, because the harness is gone.
     *
     * @param in lines from the harness
     * @param out for the answers
     */
    public static void work(BufferedReader in, PrintStream out) throws IOException, InterruptedException {
        Worker worker = new Worker(Assignment.Connection.parse(in.readLine()));
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(in, lines), "assignments");
        reader.setDaemon(true);
        reader.start();
        while (!Thread.currentThread().isInterrupted()) {
            Assignment assignment = Assignment.parse(lines.take());
            WorkerAnswer answer = new WorkerAnswer(worker.make(assignment));
            answer.failure().ifPresent(reason -> LOG.error("run={} failed: {}", assignment.run(), reason));
            out.println(answer.line());
            out.flush();
        }
    }

    private static void read(BufferedReader in, BlockingQueue<String> lines) {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException broken) {
            LOG.warn("the harness is gone: {}", broken.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private Optional<String> make(Assignment assignment) {
        try {
            RunDescription description =
                    new Settings(assignment.settings()).description(Path.of(assignment.dataRoot()));
            return train(
                    assignment, TrainerConfig.of(kafka, topics, description).named(assignment.run()));
        } catch (ConfigurationException
                | StartException
                | KafkaException
                | IllegalArgumentException
                | IllegalStateException failed) {
            LOG.error("run={} failed", assignment.run(), failed);
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    private Optional<String> train(Assignment assignment, TrainerConfig config) {
        Stopwatch watch = new Stopwatch();
        long begin = System.nanoTime();
        try (RunLog log = RunLog.openAtEnd(kafka, topics, assignment.run()::equals)) {
            RunResult trained = train(config, watch);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (trained.ending() != Ending.FINISHED && trained.ending() != Ending.DIVERGED) {
                return Optional.of(trained.reason());
            }
            if (!assignment.file().isEmpty()) {
                RunHistory history = await(log, trained);
                Result result = new ResultWriter(history).result(assignment, trained, watch, seconds);
                ResultStore.write(result, Path.of(assignment.file()));
            }
            return Optional.empty();
        }
    }

    private static RunResult train(TrainerConfig config, Stopwatch watch) {
        try (TrainerService trainer = TrainerService.start(config, watch)) {
            return trainer.await();
        }
    }

    /** Reads the log until all records of the run are there. */
    private RunHistory await(RunLog log, RunResult trained) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<RunHistory> history = Optional.empty();
        while (System.nanoTime() < deadline
                && !history.filter(seen -> isWhole(seen, trained)).isPresent()) {
            log.poll(POLL);
            history = log.history(trained.run());
        }
        RunHistory read = history.orElseThrow(() -> new StartException("the log says nothing of the run"));
        if (read.evaluations().size() < trained.evaluations().size()) {
            throw new StartException("the log holds " + read.evaluations().size() + " evaluations of "
                    + trained.evaluations().size());
        }
        return read;
    }

    private static boolean isWhole(RunHistory history, RunResult trained) {
        long probed = Manifests.probeSteps(history.manifest()).last(trained.steps());
        List<io.plumbline.protocol.v1.Condition> conditions = history.conditions();
        return history.ending().isPresent()
                && history.isDecided()
                && history.acks().size() >= trained.masks().applied()
                && history.evaluations().size() >= trained.evaluations().size()
                && (probed == 0
                        || (!conditions.isEmpty()
                                && conditions.get(conditions.size() - 1).getStep() >= probed));
    }
}
