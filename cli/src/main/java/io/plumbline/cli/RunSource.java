package io.plumbline.cli;

import io.plumbline.broker.BrokerDirectory;
import io.plumbline.broker.BrokerException;
import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.protocol.Topics;
import io.plumbline.service.Closing;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.ShutdownHook;
import io.plumbline.service.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where runs are read from: a Kafka that was named, or the broker of a directory, which is started for the time of the
 * reading unless it runs already.
 *
 * @param kafka named, or of the broker
 * @param topics of the installation
 */
record RunSource(KafkaSettings kafka, Topics topics) {

    /** A placeholder until the address of the directory's broker is known. */
    static final String LATER = "127.0.0.1:1";

    /**
     * Returns the configuration of a command that reads from the broker of a directory, if one is given.
     *
     * @throws ConfigurationException if no broker kept data there, or a broker was named beside it
     */
    static Configuration configuration(ServiceOptions options, Optional<Path> directory, CommandSpec spec) {
        if (directory.isEmpty()) {
            return options.configuration();
        }
        // Before the log is opened: a mistyped directory must not be created.
        directory.ifPresent(RunSource::requireData);
        if (spec.commandLine().getParseResult().hasMatchedOption("--bootstrap-servers")) {
            throw new ConfigurationException(
                    List.of("--directory names the broker to read from: give it or --bootstrap-servers, not both"));
        }
        return options.configuration(Map.of("bootstrap-servers", LATER));
    }

    /**
     * Reads from where a command was told to, and ends what was started for it.
     *
     * @param log name of the log file, in the directory
     * @param reading answers from the source
     */
    static void use(
            Configuration configuration,
            Optional<Path> directory,
            String log,
            Console console,
            Consumer<RunSource> reading) {
        Path usual = directory.orElse(Path.of(DataFolder.NAME)).resolve(log);
        LogFile.openIfPossible(configuration, usual, console);
        RunSource named = configuration.finish(RunSource::read);
        Closing closing = new Closing();
        ShutdownHook hook = ShutdownHook.closing(closing);
        try {
            reading.accept(directory.map(home -> named.in(home, closing)).orElse(named));
        } finally {
            hook.close();
        }
    }

    static RunSource read(Configuration configuration) {
        return new RunSource(
                KafkaSettings.read(configuration),
                Topics.of(configuration.text("topic-prefix", Topics.DEFAULT_PREFIX)));
    }

    /**
     * Returns the same at the broker of a directory.
     *
     * @param directory that {@link #requireData} let pass
     * @param closing stops the broker, where it was started here
     * @throws StartException where it does not start
     */
    RunSource in(Path directory, Closing closing) {
        try {
            String address = BrokerDirectory.isRunning(directory)
                    ? BrokerDirectory.address(directory)
                    : started(directory, closing);
            return new RunSource(new KafkaSettings(address, kafka.properties()), topics);
        } catch (BrokerException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    /**
     * Checks that a broker kept data in a directory.
     *
     * @throws ConfigurationException where none ever did, with those nearby where one did
     */
    static void requireData(Path directory) {
        if (!BrokerDirectory.isOne(directory)) {
            throw new ConfigurationException(List.of(nothingIn(directory)));
        }
    }

    private static String started(Path directory, Closing closing) {
        EmbeddedBroker broker = closing.add(Embedding.broker(BrokerSettings.in(directory)));
        return broker.bootstrapServers();
    }

    private static String nothingIn(Path directory) {
        String what = Files.isDirectory(directory)
                ? directory + " holds no data of a broker"
                : "there is no directory " + directory;
        Path place = Files.isDirectory(directory)
                ? directory
                : Optional.ofNullable(directory.toAbsolutePath().getParent()).orElse(directory);
        List<String> others = Leftovers.directories(place).stream()
                .filter(BrokerDirectory::isOne)
                .map(Path::toString)
                .toList();
        return what + ": expected the directory of a demo or of a run that was trained --embedded"
                + (others.isEmpty() ? "" : ", such as " + String.join(", ", others));
    }
}
