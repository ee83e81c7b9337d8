package io.plumbline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.report.TargetComparison;
import io.plumbline.service.Commands;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.Flags;
import io.plumbline.service.Logs;
import io.plumbline.service.Version;
import io.plumbline.trainer.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the main job in this process: nothing else is needed. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Train one network three times, dense, gated and under the gating network, to one loss, and say what it took.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   reported",
            "  1   it failed",
            "  2   bad flag or data",
            "  130 stopped by Ctrl-C (143 by SIGTERM): what was made is written, a second signal ends at once"
        })
final class DemoCommand implements Callable<Integer> {

    /** From the end of a training to the end of the process, where a signal ended it. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(4500);

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'demo-'yyyyMMdd-HHmmss", Locale.ROOT);

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "all data, log and report (default: plumbline-data/demo-<time>)")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--json", description = "print the summary as JSON instead of the table")
    private boolean json;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private RetentionOptions retention = new RetentionOptions();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting of the runs; may be repeated")
    private List<String> more = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> pairs = new ArrayList<>(more);
        run.settings().forEach((key, value) -> pairs.add(key + "=" + value));
        Map<String, String> settings = Flags.settings(pairs);
        if (Policies.DENSE.equals(settings.get("gate.policy"))) {
            throw new ConfigurationException(List.of("--policy is that of the gated run, and dense would make it a"
                    + " second dense one: expected any other policy"));
        }
        Console console = Console.of(spec);
        try (Stop stop = new Stop(console)) {
            Demo.Plan plan = Demo.plan(settings, new LoadProgress(console));
            Path home = home();
            Logs.toFile(home.resolve("plumbline.log"));
            console.say("Demo in " + home);
            stop.within(CLOSE_TIMEOUT);
            return stop.exitCode(run(new Demo(home, plan, console, stop), home, console));
        }
    }

    private Path home() {
        return directory
                .orElseGet(() -> FreshDirectory.make(
                        Path.of(DataFolder.NAME), NAME.format(LocalDateTime.now(ZoneId.systemDefault()))))
                .toAbsolutePath()
                .normalize();
    }

    private int run(Demo demo, Path home, Console console) {
        console.say("Starting broker, gate and metrics …");
        try (Installation installation = Installation.start(retention.in(home))) {
            console.say(installation.describe());
            installation.onGateFailure(why -> console.say("The gate failed: " + why));
            demo.run(installation).ifPresent(outcome -> {
                Path page = home.resolve("report.html");
                console.answer(json ? json(outcome) : text(outcome));
                outcome.report().writeTo(page);
                console.say("Report: " + page);
                console.say(DataFolder.statistics(home));
            });
            return installation.gateFailure().isPresent() ? Commands.FAILURE : 0;
        }
    }

    private static String json(Demo.Outcome outcome) {
        ObjectNode all = outcome.report().json();
        all.set("answer", outcome.report().toTarget(outcome.names()).json());
        return all.toPrettyString();
    }

    /** The answer first; everything else is in the report. */
    private static String text(Demo.Outcome outcome) {
        String line = System.lineSeparator();
        TargetComparison answer = outcome.report().toTarget(outcome.names());
        return line
                + String.join(line, answer.sentences())
                + line
                + line
                + answer.table().text();
    }
}
