package io.plumbline.standalone;

import io.plumbline.protocol.Topics;
import io.plumbline.service.Closing;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.ShutdownHook;
import io.plumbline.service.Version;
import io.plumbline.standalone.report.Report;
import io.plumbline.trainer.RunOptions;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one run and reports it. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Train one run: statistics to Kafka, masks from there.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   trained",
            "  1   it failed",
            "  2   bad flag, environment, file or data",
            "  3   the loss is no longer finite",
            "  4   no gate answered in lockstep"
        })
final class TrainCommand implements Callable<Integer> {

    @Option(names = "--embedded", description = "start broker, gate and metrics in this process")
    private boolean embedded;

    @Option(names = "--run", paramLabel = "ID", description = "id of the run (default: from data, time and chance)")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "network, report, log and embedded data (default: plumbline-data/<run>)")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--json", description = "print the summary as JSON instead of the table")
    private boolean json;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = service.configuration(flags());
        TrainerConfig wanted = configured(configuration);
        String name = wanted.run().orElseGet(() -> name(wanted));
        Path home = directory.orElseGet(() -> Path.of("plumbline-data", name)).toAbsolutePath();
        LogFile.open(configuration, home.resolve("plumbline.log"));
        Console console = Console.of(spec);
        console.say("Run " + name + " in " + home);
        TrainerConfig whole =
                wanted.named(name).writing(wanted.out().orElseGet(() -> home.resolve("network.safetensors")));
        Closing closing = new Closing();
        ShutdownHook hook = ShutdownHook.closing(closing);
        try {
            return train(embedded ? embed(whole, home, console, closing) : whole, home, console, closing);
        } finally {
            hook.close();
        }
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>(run.settings());
        id.ifPresent(value -> flags.put("run", value));
        if (embedded) {
            // Stands in until the broker has told its own.
            flags.put("bootstrap-servers", "127.0.0.1:1");
        }
        return flags;
    }

    private TrainerConfig configured(Configuration configuration) {
        try {
            return configuration.finish(read -> {
                read.optional("log.file");
                return TrainerConfig.read(read);
            });
        } catch (ConfigurationException wrong) {
            List<String> sentences = new ArrayList<>(wrong.sentences());
            sentences.replaceAll(sentence -> sentence.startsWith("bootstrap-servers is missing")
                    ? sentence + "; or give --embedded to start broker, gate and metrics in this process"
                    : sentence);
            throw new ConfigurationException(sentences);
        }
    }

    private static String name(TrainerConfig config) {
        return Runs.name(config.description().data().source().kind().spelling());
    }

    private static TrainerConfig embed(TrainerConfig wanted, Path home, Console console, Closing closing) {
        Installation installation = closing.add(Installation.start(home));
        console.say(installation.describe());
        return new TrainerConfig(
                installation.kafka(),
                installation.topics(),
                wanted.partitions(),
                wanted.admin(),
                wanted.run(),
                wanted.description(),
                wanted.queueBytes(),
                wanted.patience(),
                wanted.threads(),
                wanted.out());
    }

    private int train(TrainerConfig config, Path home, Console console, Closing closing) throws IOException {
        String name = config.run().orElseThrow();
        RunResult result = Runs.train(config, new LiveProgress(console, name), closing);
        KafkaSettings kafka = config.kafka();
        Topics topics = config.topics();
        Report report = Runs.report(kafka, topics, List.of(name));
        Path page = home.resolve("report.html");
        report.writeTo(page);
        console.answer(json ? report.json().toPrettyString() : System.lineSeparator() + report.text());
        result.file().ifPresent(file -> console.say("Network: " + file));
        console.say("Report: " + page);
        if (!result.reason().isEmpty()) {
            console.say("The run did not finish: " + result.reason());
        }
        return result.ending().exitCode();
    }
}
