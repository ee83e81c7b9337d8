package io.plumbline.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that every service has. A picocli mixin: {@code @Mixin ServiceOptions options}. */
public final class ServiceOptions {

    private static final List<String> FLAGS =
            List.of("bootstrap-servers", "topic-prefix", "admin.host", "admin.port", "log.file");

    @Option(names = "--config", paramLabel = "FILE", description = "YAML or .properties file with settings")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting by its key; may be repeated")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Kafka, comma-separated")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(names = "--topic-prefix", paramLabel = "NAME", description = "begins the name of every topic")
    private Optional<String> topicPrefix = Optional.empty();

    @Option(names = "--admin-host", paramLabel = "HOST", description = "where /metrics and /health listen")
    private Optional<String> adminHost = Optional.empty();

    @Option(names = "--admin-port", paramLabel = "PORT", description = "port of /metrics and /health; 0: any free one")
    private Optional<String> adminPort = Optional.empty();

    @Option(names = "--log-file", paramLabel = "FILE", description = "write the log there; -: to the console")
    private Optional<String> logFile = Optional.empty();

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "property of Kafka's clients, such as security.protocol=SSL; may be repeated")
    private List<String> kafka = new ArrayList<>();

    /** The command that has these flags. */
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /**
     * Takes the file of settings from where a command has it beside {@code --config}.
     *
     * @throws ParameterException if both were given
     */
    public void config(Path given) {
        if (file.isPresent()) {
            throw new ParameterException(
                    command.commandLine(),
                    given + " and --config " + file.get() + " are both given: expected one file");
        }
        file = Optional.of(given);
    }

    /** Returns the configuration of this command line and this process's environment. */
    public Configuration configuration() {
        return configuration(Map.of());
    }

    /**
     * Returns the configuration with flags of the command's own. Errors of the command line are noted in it, so that
     * they are reported with all others; so is a key that was given twice.
     *
     * @param more keys and values
     */
    public Configuration configuration(Map<String, String> more) {
        Flags flags = new Flags();
        bootstrapServers.ifPresent(value -> flags.put("bootstrap-servers", value));
        topicPrefix.ifPresent(value -> flags.put("topic-prefix", value));
        adminHost.ifPresent(value -> flags.put("admin.host", value));
        adminPort.ifPresent(value -> flags.put("admin.port", value));
        logFile.ifPresent(value -> flags.put("log.file", value));
        kafka.forEach(pair -> flags.pair("--kafka", "kafka.", pair));
        more.forEach(flags::put);
        settings.forEach(pair -> flags.pair("--set", "", pair));
        Configuration configuration = Configuration.of(flags.values(), System.getenv(), file);
        Mistakes.of(command).forEach(configuration::reject);
        flags.mistakes().forEach(configuration::reject);
        // Known to every command, so that one environment can serve all.
        LogSettings.read(configuration);
        return configuration;
    }

    /** Returns the keys that were given by {@code --set}. */
    public Set<String> keys() {
        return settings.stream()
                .map(pair -> pair.substring(0, Math.max(0, pair.indexOf('='))).strip())
                .collect(Collectors.toUnmodifiableSet());
    }

    static boolean hasFlag(String key) {
        return FLAGS.contains(key);
    }
}
