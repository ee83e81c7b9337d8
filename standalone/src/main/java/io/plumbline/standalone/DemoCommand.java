package io.plumbline.standalone;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.service.Closing;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.Logs;
import io.plumbline.service.ShutdownHook;
import io.plumbline.service.Version;
import io.plumbline.standalone.report.Report;
import io.plumbline.trainer.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
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
        description = "Train twins of one network, dense and gated, on an embedded broker, and report.",
        footerHeading = "%nExit codes:%n",
        footer = {"  0   reported", "  1   it failed", "  2   bad flag or data"})
final class DemoCommand implements Callable<Integer> {

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

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting of the runs; may be repeated")
    private Map<String, String> more = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(more);
        settings.putAll(run.settings());
        if (Policies.DENSE.equals(settings.get("gate.policy"))) {
            throw new ConfigurationException(List.of("--policy is that of the gated twin, dense would make it its"
                    + " sibling's copy: expected any other policy"));
        }
        Path home = directory
                .orElseGet(() -> FreshDirectory.make(
                        Path.of("plumbline-data"), NAME.format(LocalDateTime.now(ZoneId.systemDefault()))))
                .toAbsolutePath()
                .normalize();
        Console console = Console.of(spec);
        console.say("Demo in " + home);
        Logs.toFile(home.resolve("plumbline.log"));
        Closing closing = new Closing();
        ShutdownHook hook = ShutdownHook.closing(closing);
        try {
            Report report = new Demo(home, settings, console, closing).run();
            Path page = home.resolve("report.html");
            report.writeTo(page);
            console.answer(json ? report.json().toPrettyString() : System.lineSeparator() + report.text());
            console.say("Report: " + page);
            return 0;
        } finally {
            hook.close();
        }
    }
}
