package io.plumbline.cli;

import io.plumbline.broker.BrokerSettings;
import io.plumbline.experiments.Cluster;
import io.plumbline.experiments.Comparison;
import io.plumbline.experiments.DryRun;
import io.plumbline.experiments.Findings;
import io.plumbline.experiments.Plan;
import io.plumbline.experiments.PlanData;
import io.plumbline.protocol.Topics;
import io.plumbline.service.Closing;
import io.plumbline.service.Configuration;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.LogSettings;
import io.plumbline.service.ShutdownHook;
import io.plumbline.service.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a plan of methods, learning rates and seeds, and says which method is better at what. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Compare methods: run a plan, or what is left of it, and judge it by paired tests.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   compared",
            "  1   it failed, or another harness is at work on the plan",
            "  2   bad plan, flag or data"
        })
final class CompareCommand implements Callable<Integer> {

    private static final String PLAN = "plan.yaml";
    private static final String DATA = "plumbline-data";
    private static final String DATA_ROOT = "compare.data-root";

    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "plan in YAML, or the folder of a plan.yaml")
    private Optional<Path> plan = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any key of the plan; may be repeated")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--data-root", paramLabel = "DIR", description = "folder that data sets of files lie below")
    private Optional<String> dataRoot = Optional.empty();

    @Option(names = "--workers", paramLabel = "N", description = "trainer processes side by side")
    private Optional<String> workers = Optional.empty();

    @Option(names = "--smoke", description = "the small form of the plan: does it run?")
    private boolean smoke;

    @Option(names = "--dry-run", description = "say how many runs and hours, start nothing")
    private boolean dryRun;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "results and reports (default: beside the plan; for --smoke below " + DATA + ")")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "embedded broker and logs (default: below " + DATA + ")")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "a Kafka with a gate, not our own")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(names = "--topic-prefix", paramLabel = "NAME", description = "begins the name of every topic there")
    private Optional<String> topicPrefix = Optional.empty();

    @Option(names = "--kafka", paramLabel = "KEY=VALUE", description = "property of Kafka's clients; may be repeated")
    private Map<String, String> kafka = new LinkedHashMap<>();

    @Option(names = "--json", description = "print the findings as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Optional<Path> file = plan.map(given -> Files.isDirectory(given) ? given.resolve(PLAN) : given);
        String name = name(file);
        Configuration configuration = Configuration.of(flags(), System.getenv(), file);
        Wanted wanted = configuration.finish(read -> wanted(read, name));
        Path home = home(file, name).toAbsolutePath().normalize();
        Path data = directory.orElse(Path.of(DATA, "compare-" + name)).toAbsolutePath();
        LogFile.open(configuration, data.resolve("compare.log"));
        PlanData planData = PlanData.of(wanted.plan(), wanted.dataRoot());
        Console console = Console.of(spec);
        if (dryRun) {
            console.answer(DryRun.of(wanted.plan(), planData, home));
            return 0;
        }
        Closing closing = new Closing();
        ShutdownHook hook = ShutdownHook.closing(closing);
        try {
            Comparison comparison = Comparison.open(wanted.plan(), planData, home, console::say, closing);
            if (comparison.isIncomplete()) {
                comparison.run(cluster(wanted, data, console, closing), closing);
            }
            report(comparison.findings(), home, console);
            return 0;
        } finally {
            hook.close();
        }
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>(settings);
        dataRoot.ifPresent(value -> flags.put(DATA_ROOT, value));
        workers.ifPresent(value -> flags.put("workers", value));
        bootstrapServers.ifPresent(value -> flags.put("bootstrap-servers", value));
        topicPrefix.ifPresent(value -> flags.put("topic-prefix", value));
        kafka.forEach((key, value) -> flags.put("kafka." + key, value));
        return flags;
    }

    /** A plan has the name of its folder. */
    private static String name(Optional<Path> file) {
        return file.map(path -> path.toAbsolutePath().normalize().getParent())
                .map(Path::getFileName)
                .map(Path::toString)
                .orElse("plan");
    }

    private Path home(Optional<Path> file, String name) {
        Path apart = Path.of(DATA, "compare-" + name + (smoke ? "-smoke" : ""));
        return output.orElseGet(() -> smoke
                ? apart
                : file.map(path -> path.toAbsolutePath().getParent()).orElse(apart));
    }

    private Wanted wanted(Configuration configuration, String name) {
        LogSettings.read(configuration);
        Optional<Path> root = configuration.optional(DATA_ROOT).map(Path::of);
        Optional<KafkaSettings> given =
                configuration.optional("bootstrap-servers").isPresent()
                        ? Optional.of(KafkaSettings.read(configuration))
                        : Optional.empty();
        String prefix = configuration.text("topic-prefix", Topics.DEFAULT_PREFIX);
        Plan read = Plan.read(configuration, name);
        if (root.isEmpty() && read.isOfRelativeFiles()) {
            configuration.reject(DATA_ROOT + " is missing: the plan's data are files, expected --data-root (or "
                    + "PLUMBLINE_COMPARE_DATA_ROOT) with the folder that they lie below");
        }
        return new Wanted(smoke ? read.smoke() : read, root.orElse(Path.of("")), given, Topics.of(prefix));
    }

    /** All settings that were read. */
    private record Wanted(Plan plan, Path dataRoot, Optional<KafkaSettings> kafka, Topics topics) {}

    private static Cluster cluster(Wanted wanted, Path data, Console console, Closing closing) {
        String main = Plumbline.class.getName();
        if (wanted.kafka().isPresent()) {
            return new Cluster(wanted.kafka().get(), wanted.topics(), data, main).prepared(false);
        }
        console.say("Starting broker, gate and metrics …");
        Installation installation = closing.add(Installation.start(BrokerSettings.in(data)));
        console.say(installation.describe());
        return new Cluster(installation.kafka(), installation.topics(), data, main).prepared(true);
    }

    private void report(Findings findings, Path home, Console console) {
        findings.writeTo(home);
        console.answer(
                json
                        ? findings.json().toPrettyString()
                        : String.join(System.lineSeparator() + System.lineSeparator(), findings.conclusions())
                                + System.lineSeparator()
                                + System.lineSeparator()
                                + findings.table());
        List.of("comparison.html", "comparison.json", "comparison.csv")
                .forEach(file -> console.say("Written: " + home.resolve(file)));
    }
}
