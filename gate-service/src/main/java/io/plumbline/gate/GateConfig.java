package io.plumbline.gate;

import io.plumbline.protocol.Topics;
import io.plumbline.service.AdminSettings;
import io.plumbline.service.Configuration;
import io.plumbline.service.KafkaSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a gate.
 *
 * @param kafka how it reaches Kafka
 * @param admin where it answers /metrics and /health
 * @param topics of the installation
 * @param stateDirectory where the state of the runs is stored; if it is kept, a restart is quick
 * @param instanceId name of this instance among the gates of the installation, the same after a restart; empty: a member
 *     that leaves when it stops, whose runs others take over at once
 * @param silence after which a run without new records is removed, above zero
 * @param partitions of topics that do not exist yet, at least 1
 * @param replication of topics that do not exist yet; −1: the broker's default
 * @param threads that decide, at least 1; more than partitions are idle
 * @param standbys how many other gates keep a copy of each run's state, from 0; every gate of the installation is given
 *     the same
 */
public record GateConfig(
        KafkaSettings kafka,
        AdminSettings admin,
        Topics topics,
        Path stateDirectory,
        Optional<String> instanceId,
        Duration silence,
        int partitions,
        short replication,
        int threads,
        int standbys) {

    /** Port of /metrics and /health. */
    public static final int DEFAULT_ADMIN_PORT = 9465;

    /** A run may pause for a night. */
    public static final Duration DEFAULT_SILENCE = Duration.ofHours(24);

    /** More copies than there are likely to be gates. */
    private static final int MOST_STANDBYS = 10;

    /** Value that turns static membership off. */
    private static final String NO_INSTANCE = "none";

    /** Checks the components. */
    public GateConfig {
        if (silence.isZero() || silence.isNegative()) {
            throw new IllegalArgumentException("gate.silence must be above zero, was " + silence);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
        }
        if (replication == 0 || replication < -1) {
            throw new IllegalArgumentException("replication must be -1 or at least 1, was " + replication);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("gate.threads must be at least 1, was " + threads);
        }
        if (standbys < 0 || standbys > MOST_STANDBYS) {
            throw new IllegalArgumentException(
                    "gate.standbys must be from 0 to " + MOST_STANDBYS + ", was " + standbys);
        }
        stateDirectory = stateDirectory.toAbsolutePath();
    }

    /**
     * Returns the defaults of a gate beside its broker, on any free admin port.
     *
     * @param kafka how it reaches Kafka
     * @param topics of the installation
     * @param stateDirectory its own
     */
    public static GateConfig of(KafkaSettings kafka, Topics topics, Path stateDirectory) {
        return new GateConfig(
                kafka,
                AdminSettings.anyPort(),
                topics,
                stateDirectory,
                Optional.of(instance(stateDirectory)),
                DEFAULT_SILENCE,
                Topics.DEFAULT_PARTITIONS,
                (short) -1,
                1,
                0);
    }

    /** Reads all settings. */
    public static GateConfig read(Configuration configuration) {
        KafkaSettings kafka = KafkaSettings.read(configuration);
        Topics topics = Topics.of(configuration.text("topic-prefix", Topics.DEFAULT_PREFIX));
        Path stateDirectory =
                configuration.path("gate.state-directory", StateDirectory.of(kafka.bootstrapServers(), topics));
        String instance = configuration.text("gate.instance-id", instance(stateDirectory));
        return new GateConfig(
                kafka,
                AdminSettings.read(configuration, DEFAULT_ADMIN_PORT),
                topics,
                stateDirectory,
                instance.equals(NO_INSTANCE) ? Optional.empty() : Optional.of(instance),
                configuration.duration("gate.silence", DEFAULT_SILENCE),
                (int) configuration.integer("partitions", 1, 10_000, Topics.DEFAULT_PARTITIONS),
                (short) configuration.integer("replication", -1, 100, -1),
                (int) configuration.integer("gate.threads", 1, 64, 1),
                (int) configuration.integer("gate.standbys", 0, MOST_STANDBYS, 0));
    }

    /** Returns the name of the application: all gates of an installation share its runs. */
    public String applicationId() {
        return topics.gateGroup();
    }

    /** Returns the name of this gate: of its instance; where it has none, of machine and directory. */
    String name() {
        return instanceId.orElseGet(() -> instance(stateDirectory));
    }

    /** One machine and one directory make one instance; it is the same after a restart. */
    private static String instance(Path stateDirectory) {
        String place =
                Integer.toHexString(stateDirectory.toAbsolutePath().toString().hashCode());
        return host() + "-" + place;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The machine does not know its own name: only the directory tells instances apart.
            return "gate";
        }
    }
}
