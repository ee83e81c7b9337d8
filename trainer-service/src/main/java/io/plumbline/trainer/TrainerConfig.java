package io.plumbline.trainer;

import io.plumbline.protocol.RunId;
import io.plumbline.protocol.Topics;
import io.plumbline.service.AdminSettings;
import io.plumbline.service.Configuration;
import io.plumbline.service.KafkaSettings;
import io.plumbline.trainer.checkpoint.CheckpointSettings;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a trainer trains one run.
 *
 * @param kafka where
 * @param topics of the installation
 * @param partitions of topics that do not exist yet, at least 1
 * @param admin of /metrics and /health
 * @param run id; empty: generated from data, time and chance
 * @param description of the run
 * @param queueBytes bytes of statistics that may wait to be published, at least 1
 * @param patience how long lockstep waits for a decision
 * @param threads of the native libraries, at least 1
 * @param out file for the trained network; empty: none is written
 * @param checkpoints where and how often
 * @param origin where it begins
 */
public record TrainerConfig(
        KafkaSettings kafka,
        Topics topics,
        int partitions,
        AdminSettings admin,
        Optional<String> run,
        RunDescription description,
        long queueBytes,
        Duration patience,
        int threads,
        Optional<Path> out,
        CheckpointSettings checkpoints,
        Origin origin) {

    /** About 1,000 steps of the 784-512-512-10 network. */
    public static final long QUEUE_BYTES = 32L << 20;

    /** A gate that restarts is back within seconds; a gate that was never started is noticed soon enough. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One thread, since the broker often shares the cores: idle OpenMP threads spin and make everything else wait. */
    public static final int THREADS = 1;

    /** The default port of /metrics and /health: any free one, since several trainers may share a machine. */
    public static final int ADMIN_PORT = 0;

    private static final int MOST_PARTITIONS = 10_000;
    private static final int MOST_THREADS = 1024;

    /** Checks the components. */
    public TrainerConfig {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
        }
        if (queueBytes < 1) {
            throw new IllegalArgumentException("queue-bytes must be at least 1, was " + queueBytes);
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("gate-patience must be above 0, was " + patience);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + threads);
        }
        if (origin.resumes() && (run.isEmpty() || checkpoints.directory().isEmpty())) {
            throw new IllegalArgumentException("a run that goes on needs its id and the directory of its checkpoints");
        }
        run.ifPresent(RunId::check);
    }

    /** Returns the defaults of everything but the run itself: any free admin port, no file. */
    public static TrainerConfig of(KafkaSettings kafka, Topics topics, RunDescription description) {
        return new TrainerConfig(
                kafka,
                topics,
                Topics.DEFAULT_PARTITIONS,
                AdminSettings.anyPort(),
                Optional.empty(),
                description,
                QUEUE_BYTES,
                PATIENCE,
                THREADS,
                Optional.empty(),
                CheckpointSettings.NONE,
                Origin.NEW);
    }

    /** Reads a configuration and notes in it all that is wrong. */
    public static TrainerConfig read(Configuration configuration) {
        KafkaSettings kafka = KafkaSettings.read(configuration);
        Topics topics = topics(configuration);
        AdminSettings admin = AdminSettings.read(configuration, ADMIN_PORT);
        Optional<String> run = configuration.optional("run");
        RunDescription description = RunDescription.read(configuration);
        return new TrainerConfig(
                kafka,
                topics,
                (int) configuration.integer("partitions", 1, MOST_PARTITIONS, Topics.DEFAULT_PARTITIONS),
                admin,
                checked(configuration, run),
                description,
                configuration.integer("queue-bytes", 1, Long.MAX_VALUE, QUEUE_BYTES),
                configuration.duration("gate-patience", PATIENCE),
                (int) configuration.integer("threads", 1, MOST_THREADS, THREADS),
                configuration.optional("out").map(Path::of),
                CheckpointSettings.read(configuration),
                Origin.NEW);
    }

    /** Returns the same at another Kafka. */
    public TrainerConfig at(KafkaSettings other, Topics topicsThere) {
        return with(other, topicsThere, run, queueBytes, patience, out, checkpoints, origin);
    }

    /** Returns the same for a run of that name. */
    public TrainerConfig named(String id) {
        return with(kafka, topics, Optional.of(id), queueBytes, patience, out, checkpoints, origin);
    }

    /** Returns the same that writes the trained network to a file. */
    public TrainerConfig writing(Path file) {
        return with(kafka, topics, run, queueBytes, patience, Optional.of(file), checkpoints, origin);
    }

    /** Returns the same with another queue. */
    public TrainerConfig queueing(long bytes) {
        return with(kafka, topics, run, bytes, patience, out, checkpoints, origin);
    }

    /** Returns the same with another patience. */
    public TrainerConfig waiting(Duration time) {
        return with(kafka, topics, run, queueBytes, time, out, checkpoints, origin);
    }

    /** Returns the same with checkpoints. */
    public TrainerConfig keeping(CheckpointSettings others) {
        return with(kafka, topics, run, queueBytes, patience, out, others, origin);
    }

    /** Returns the same that goes on from the checkpoints of the run. */
    public TrainerConfig resuming() {
        return with(kafka, topics, run, queueBytes, patience, out, checkpoints, Origin.OF_CHECKPOINTS);
    }

    /** Returns the same of a new run that goes on from another. */
    public TrainerConfig after(Parent parent) {
        return with(kafka, topics, run, queueBytes, patience, out, checkpoints, Origin.after(parent));
    }

    /** Returns whether the run goes on from its checkpoints; otherwise it must be new. */
    boolean resume() {
        return origin.resumes();
    }

    private TrainerConfig with(
            KafkaSettings otherKafka,
            Topics otherTopics,
            Optional<String> otherRun,
            long otherQueue,
            Duration otherPatience,
            Optional<Path> otherOut,
            CheckpointSettings otherCheckpoints,
            Origin otherOrigin) {
        return new TrainerConfig(
                otherKafka,
                otherTopics,
                partitions,
                admin,
                otherRun,
                description,
                otherQueue,
                otherPatience,
                threads,
                otherOut,
                otherCheckpoints,
                otherOrigin);
    }

    private static Topics topics(Configuration configuration) {
        try {
            return Topics.of(configuration.text("topic-prefix", Topics.DEFAULT_PREFIX));
        } catch (IllegalArgumentException refused) {
            configuration.reject(refused.getMessage());
            return Topics.standard();
        }
    }

    private static Optional<String> checked(Configuration configuration, Optional<String> run) {
        try {
            return run.map(RunId::check);
        } catch (IllegalArgumentException refused) {
            configuration.reject(refused.getMessage());
            return Optional.empty();
        }
    }
}
