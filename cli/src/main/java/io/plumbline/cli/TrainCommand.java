package io.plumbline.cli;

import io.plumbline.report.Report;
import io.plumbline.service.Commands;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.StartException;
import io.plumbline.service.Version;
import io.plumbline.trainer.Prepared;
import io.plumbline.trainer.RunOptions;
import io.plumbline.trainer.RunOverException;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerConfig;
import java.nio.file.Path;
import java.time.Duration;
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
import picocli.CommandLine.Parameters;
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
            "  4   no gate answered in lockstep",
            "  5   trained, but Kafka did not take all of it: --resume writes what the log lacks",
            "  130 stopped by Ctrl-C (143 by SIGTERM): network and checkpoint are written, a second signal ends at once"
        })
final class TrainCommand implements Callable<Integer> {

    /** From the end of the training to the end of the process, where a signal ended it. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(1600);

    private static final Duration EMBEDDED_CLOSE_TIMEOUT = Duration.ofMillis(4500);

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "description of the run in YAML, as by --config")
    private Optional<Path> described = Optional.empty();

    @Option(names = "--embedded", description = "start broker, gate and metrics in this process")
    private boolean embedded;

    @Option(
            names = "--run",
            paramLabel = "ID",
            description = "id of the run (default: from data, time and chance, or from the run that it goes on from)")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "safetensors file for the trained network (default: network.safetensors in the directory)")
    private Optional<String> out = Optional.empty();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "network, report, log and embedded data (default: plumbline-data/<run>)")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--resume",
            paramLabel = "ID",
            description = "go on with this run from its last checkpoint, as it was described; embedded if it was."
                    + " If it is over, --steps above those it made begin a new run that goes on from it")
    private Optional<String> resume = Optional.empty();

    @Option(
            names = "--auto-resume",
            description = "go on with --run if it has a checkpoint, else begin it: for jobs that are started again")
    private boolean autoResume;

    @Option(
            names = "--dry-run",
            description = "read the data, show the network, what it costs and the memory it takes, and train nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "print the summary as JSON instead of the table")
    private boolean json;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private RetentionOptions retention = new RetentionOptions();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        described.ifPresent(service::config);
        Resumption resumption = Resumption.of(resume, autoResume, id, directory, checkpoints());
        Offspring.Wish wish =
                new Offspring.Wish(Optional.ofNullable(run.settings().get("steps")), id, directory, checkpoints());
        Optional<Offspring> child = Offspring.of(resumption, wish);
        if (child.isEmpty()) {
            resumption.requireOne(id);
            if (resumption.isOver()) {
                return resumption.over(console);
            }
        }
        embedded |= resumption.broker().isPresent();
        Configuration configuration = service.configuration(flags(resumption, child));
        if (!embedded && retention.areGiven()) {
            configuration.reject("--retention and --retention-bytes are for the broker that --embedded starts: expected"
                    + " --embedded too");
        }
        TrainerConfig wanted = configured(configuration);
        String name = wanted.run().orElseGet(() -> name(wanted));
        Path home = child.map(Offspring::home).orElseGet(() -> Resumption.home(directory, name));
        if (dryRun) {
            return show(Prepared.of(wanted.named(name), new LoadProgress(console)), console);
        }
        try (Stop stop = new Stop(console)) {
            TrainerConfig config =
                    wanted.named(name).writing(wanted.out().orElseGet(() -> home.resolve("network.safetensors")));
            Prepared prepared = Prepared.of(begin(config, home, resumption, child), new LoadProgress(console));
            LogFile.open(configuration, home.resolve("plumbline.log"));
            console.say("Run " + name + " in " + home);
            child.map(Offspring::sentence).ifPresent(console::say);
            return stop.exitCode(
                    embedded
                            ? trainEmbedded(prepared, home, resumption.broker().orElse(home), console, stop)
                            : train(prepared, home, console, stop));
        } catch (RunOverException over) {
            return resumption.over(over.getMessage(), console);
        }
    }

    private static TrainerConfig begin(
            TrainerConfig config, Path home, Resumption resumption, Optional<Offspring> child) {
        if (child.isPresent()) {
            return child.get().begin(config);
        }
        return resumption.isWanted()
                ? config.keeping(config.checkpoints().in(resumption.folder())).resuming()
                : config.keeping(config.checkpoints().or(home.resolve(Resumption.CHECKPOINTS)));
    }

    /** Returns where checkpoints are kept, if people say so: the description of the run may lie there. */
    private Optional<Path> checkpoints() {
        return service.configuration().optional("checkpoint.directory").map(Path::of);
    }

    private Map<String, String> flags(Resumption resumption, Optional<Offspring> child) {
        Map<String, String> flags =
                new LinkedHashMap<>(child.map(Offspring::settings).orElseGet(resumption::settings));
        flags.keySet().removeAll(service.keys());
        flags.putAll(run.settings());
        child.ifPresent(next -> flags.put("steps", String.valueOf(next.steps())));
        id.ifPresent(value -> flags.put("run", value));
        out.ifPresent(value -> flags.put("out", value));
        if (embedded || dryRun) {
            // A placeholder until the address of the broker is known; a dry run never needs one.
            flags.put("bootstrap-servers", "127.0.0.1:1");
        }
        return flags;
    }

    private int show(Prepared prepared, Console console) {
        NetworkSummary summary = new NetworkSummary(prepared);
        console.answer(json ? summary.json().toPrettyString() : summary.text());
        return 0;
    }

    private TrainerConfig configured(Configuration configuration) {
        try {
            return configuration.finish(TrainerConfig::read);
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

    private int trainEmbedded(Prepared prepared, Path home, Path broker, Console console, Stop stop) {
        stop.within(EMBEDDED_CLOSE_TIMEOUT);
        try (Installation installation = Installation.start(retention.in(broker))) {
            console.say(installation.describe());
            installation.onGateFailure(why -> console.say("The gate failed: " + why));
            TrainerConfig config = prepared.config().at(installation.kafka(), installation.topics());
            int code = train(prepared.with(config), home, console, stop);
            console.say(DataFolder.statistics(broker));
            return code == 0 && installation.gateFailure().isPresent() ? Commands.FAILURE : code;
        }
    }

    private int train(Prepared prepared, Path home, Console console, Stop stop) {
        if (!embedded) {
            stop.within(CLOSE_TIMEOUT);
        }
        TrainerConfig config = prepared.config();
        String name = config.run().orElseThrow();
        RunResult result = stop.train(
                prepared,
                new LiveProgress(console, name),
                trainer -> console.say("Trainer: http://" + config.admin().host() + ":" + trainer.adminPort() + "/"));
        TrainingSummary summary =
                new TrainingSummary(result, prepared.run().length().steps(), goOn(config, home));
        summary.sentences().forEach(console::say);
        try {
            report(summary.report(config.kafka(), config.topics(), List.of(name)), home, console);
        } catch (StartException unread) {
            if (!stop.isWanted() && !result.isUnheard()) {
                throw unread;
            }
            console.say("No report: " + unread.getMessage());
        }
        return result.exitCode();
    }

    /** Returns what to type to go on with the run. */
    private String goOn(TrainerConfig config, Path home) {
        String name = config.run().orElseThrow();
        boolean usual = home.equals(Resumption.home(Optional.empty(), name));
        return "./plumbline train --resume " + name
                + (usual ? "" : " --directory " + home)
                + (embedded ? "" : " --bootstrap-servers " + config.kafka().bootstrapServers());
    }

    private void report(Report report, Path home, Console console) {
        Path page = home.resolve("report.html");
        console.answer(json ? report.json().toPrettyString() : System.lineSeparator() + report.text());
        report.writeTo(page);
        console.say("Report: " + page);
    }
}
