package io.plumbline.report.runlog;

import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads runs back from the topics runs, evaluations, conditions, mask-changes and mask-acks: committed records only,
 * without a group. Not thread safe.
 */
public final class RunLog implements AutoCloseable {

    private final ByRun<RunCollector> runs;
    private final LogReader log;

    private RunLog(ByRun<RunCollector> runs, LogReader log) {
        this.runs = runs;
        this.log = log;
    }

    /**
     * Opens the log at its beginning.
     *
     * @param kafka that holds the log
     * @param topics of the installation; they must exist
     * @param wanted which runs to collect, by id
     * @throws StartException if Kafka does not answer, or a topic is missing
     */
    public static RunLog open(KafkaSettings kafka, Topics topics, Predicate<String> wanted) {
        ByRun<RunCollector> runs = new ByRun<>(topics, wanted, RunCollector::new);
        return new RunLog(runs, LogReader.atBeginning(kafka, runs.topics(), runs));
    }

    /**
     * Opens the log at its end, for future runs: earlier records are never read.
     *
     * @param kafka that holds the log
     * @param topics of the installation; they must exist
     * @param wanted which runs to collect, by id
     * @throws StartException if Kafka does not answer, or a topic is missing
     */
    public static RunLog openAtEnd(KafkaSettings kafka, Topics topics, Predicate<String> wanted) {
        ByRun<RunCollector> runs = new ByRun<>(topics, wanted, RunCollector::new);
        return new RunLog(runs, LogReader.atEnd(kafka, runs.topics(), runs));
    }

    /** Reads what has come, and waits at most {@code patience} for something to come. */
    public void poll(Duration patience) {
        log.poll(patience);
    }

    /**
     * Reads everything that lies in the log now, however long that takes.
     *
     * @throws StartException where nothing comes any more, in one sentence
     */
    public void catchUp(ReadProgress progress) {
        log.catchUp(progress);
    }

    /** Returns what was read of a run; empty before its manifest was read. */
    public Optional<RunHistory> history(String run) {
        return runs.of(run).flatMap(RunCollector::history);
    }

    @Override
    public void close() {
        log.close();
    }
}
