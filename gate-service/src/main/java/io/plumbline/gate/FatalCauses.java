package io.plumbline.gate;

import io.plumbline.service.KafkaTrouble;
import io.plumbline.service.StartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * Tells failures that a restart cannot fix from those that pass. Those that pass are what Kafka's clients throw when a
 * broker is down, slow or new; every other failure would come again.
 *
 * @param config with the names that appear in the sentences
 */
record FatalCauses(GateConfig config) {

    /**
     * The message of Kafka Streams if its own topics have another number of partitions than the topic that it reads.
     */
    private static final String PARTITIONS = "invalid partitions";

    /** Returns the sentence of what is fatal; empty for what passes. */
    Optional<String> sentence(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        Throwable root = causes.get(causes.size() - 1);
        return first(causes, StartException.class)
                .map(StartException::getMessage)
                .or(() -> format(causes))
                .or(() -> error(causes))
                .or(() -> refusal(causes))
                .or(() -> state(causes, root))
                .or(() -> partitions(causes))
                .or(() -> unknown(root));
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static <T> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Unless Kafka is new, its log of the state is as old as the folder: moving the folder away would not help. */
    private Optional<String> format(List<Throwable> causes) {
        return first(causes, StateFormatException.class)
                .map(old -> "The gate's state in " + directory() + " was written by another version ("
                        + old.getMessage()
                        + "): move that folder away if this Kafka is new; else let that version end its"
                        + " runs, or start this one under another topic-prefix and gate.state-directory.");
    }

    private Optional<String> error(List<Throwable> causes) {
        Optional<LinkageError> linkage = first(causes, LinkageError.class);
        if (linkage.isPresent()) {
            return Optional.of("The gate cannot load the library of its state store ("
                    + linkage.get().getMessage()
                    + "): it is unpacked into " + directory() + ", or else into " + System.getProperty("java.io.tmpdir")
                    + ", and one of them must allow programs to run; choose another folder with"
                    + " --set gate.state-directory=… or JAVA_OPTS=-Djava.io.tmpdir=…");
        }
        return first(causes, Error.class).map(error -> "The gate fails: " + error);
    }

    private Optional<String> refusal(List<Throwable> causes) {
        if (first(causes, FencedInstanceIdException.class).isPresent()) {
            return Optional.of("Another gate runs under the name of this one, "
                    + config.instanceId().orElse("") + ", and goes on alone: give every gate its own gate.instance-id"
                    + " and state directory.");
        }
        return KafkaTrouble.refusal(config.kafka(), causes.get(0)).map(why -> "The gate cannot go on: " + why + ".");
    }

    private Optional<String> state(List<Throwable> causes, Throwable root) {
        if (first(causes, ProcessorStateException.class).isEmpty()
                || first(causes, LockException.class).isPresent()) {
            return Optional.empty();
        }
        String said = String.valueOf(root.getMessage());
        return Optional.of(
                said.contains("No space left")
                        ? "The disk that holds the gate's state, " + directory() + ", is full: make room and start the"
                                + " gate again. Nothing is lost."
                        : "The gate cannot use its state in " + directory() + " (" + said
                                + "): move that folder away and"
                                + " start the gate again, it reads its state back from Kafka.");
    }

    private Optional<String> partitions(List<Throwable> causes) {
        return first(causes, StreamsException.class)
                .filter(said -> String.valueOf(said.getMessage()).contains(PARTITIONS))
                .map(said -> "The gate's own topics do not fit to "
                        + config.topics().stepStats().name() + ": " + said.getMessage());
    }

    private static Optional<String> unknown(Throwable root) {
        boolean ofKafka = root instanceof KafkaException || root instanceof java.util.concurrent.TimeoutException;
        return ofKafka ? Optional.empty() : Optional.of("The gate fails: " + root);
    }

    private Path directory() {
        return config.stateDirectory();
    }
}
