package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.service.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a gate's state, made ready for Kafka Streams. The name of the gate stands in it: Kafka Streams keeps an id
 * there by which it names transactions, so that of two gates on copies of one folder each would end the other's
 * transactions, again and again. A folder that another gate left gets a new id; the state itself is as good as ever,
 * since Kafka Streams reads on in its log from where the copy ends.
 *
 * <p>What a killed gate left unfinished is removed before Kafka Streams joins its group. It would find that out only when it has its
 * runs, and go through another rebalance to begin them from nothing.
 *
 * @param root as the setting says
 * @param application whose state it is
 * @param gate name of this gate, the same after a restart
 */
record StateFolder(Path root, String application, String gate) {

    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

    /** Names of Kafka Streams' own files. */
    private static final String LOCK = ".lock";

    private static final String PROCESS = "kafka-streams-process-metadata";

    /** Offsets up to which the stores of a run's partition are whole: taken away while they are written to. */
    private static final String CHECKPOINT = ".checkpoint";

    /** Folders of partitions: subtopology and number. */
    private static final Pattern TASK = Pattern.compile("\\d+_\\d+");

    private static final String GATE = "plumbline-gate";

    static StateFolder of(GateConfig config) {
        return new StateFolder(config.stateDirectory(), config.applicationId(), config.name());
    }

    /** Makes the folder, takes it over where another gate left it, and removes what is not finished. */
    void prepare() {
        try {
            Files.createDirectories(own());
            try (FileChannel channel =
                            FileChannel.open(own().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                // Null: a gate runs here, which Kafka Streams will say.
                if (lock != null) {
                    takeOver();
                    removeUnfinished();
                }
            }
        } catch (OverlappingFileLockException here) {
            LOG.debug("a gate of this process runs in {}", own());
        } catch (IOException failed) {
            throw new StartException(
                    "The gate cannot make its state directory " + root + " (" + failed
                            + "): choose another with --set gate.state-directory=…",
                    failed);
        }
    }

    /** A folder without a name is of a gate that did not write one. */
    private void takeOver() throws IOException {
        Path name = own().resolve(GATE);
        boolean named = Files.exists(name);
        String before = named ? Files.readString(name, UTF_8) : gate;
        if (!before.equals(gate)) {
            LOG.info("the state in {} was left by gate {}", own(), before);
            Files.deleteIfExists(own().resolve(PROCESS));
        }
        if (!named || !before.equals(gate)) {
            Files.writeString(name, gate, UTF_8);
        }
    }

    private void removeUnfinished() throws IOException {
        List<Path> unfinished;
        try (Stream<Path> files = Files.list(own())) {
            unfinished = files.filter(
                            file -> TASK.matcher(file.getFileName().toString()).matches())
                    .filter(task -> Files.notExists(task.resolve(CHECKPOINT)))
                    .toList();
        }
        for (Path task : unfinished) {
            LOG.info("the state in {} was not finished: it is read anew from its log", task);
            Utils.delete(task.toFile());
        }
    }

    private Path own() {
        return root.resolve(application);
    }
}
