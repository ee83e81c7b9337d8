package io.plumbline.chaos;

import io.plumbline.protocol.Topics;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a round's installation lives.
 *
 * @param directory of all its files
 * @param servers of Kafka
 * @param topics of it
 */
record Place(Path directory, String servers, Topics topics) {

    /** The command line. */
    static final String MAIN = "io.plumbline.cli.Plumbline";

    /** Returns the arguments that begin every command of this installation. */
    List<String> arguments(String command) {
        return List.of(command, "--bootstrap-servers", servers, "--topic-prefix", topics.prefix());
    }
}
