package io.plumbline.cli;

import io.plumbline.report.Report;
import io.plumbline.report.RunList;
import io.plumbline.report.runlog.KnownRuns;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.StartException;
import io.plumbline.service.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a report of runs that lie in the log, or lists them. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Sum up runs that lie in the log: a table, and a page with plots.",
            "Without RUN: the run that is there; where there are several, a list of them."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   written, or listed",
            "  1   it failed, or a run is not in the log",
            "  2   bad flag, environment, file or directory"
        })
final class ReportCommand implements Callable<Integer> {

    private static final String PAGE = "report.html";

    @Parameters(arity = "0..*", paramLabel = "RUN", description = "ids of runs to show side by side")
    private List<String> runs = List.of();

    @Option(names = "--all", description = "all runs that are there, side by side")
    private boolean all;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "of a demo or an embedded run: reads its data, whether its broker still runs or not")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "the page (default: " + PAGE + ", in DIR where there is one)")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--json", description = "print the summary, or the list, as JSON")
    private boolean json;

    @Mixin
    private ServiceOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration configuration = configuration();
        Console console = Console.of(spec);
        RunSource.use(configuration, directory, "report.log", console, source -> report(source, console));
        return 0;
    }

    private Configuration configuration() {
        if (all && !runs.isEmpty()) {
            throw new ConfigurationException(List.of("--all shows every run: give it, or ids of runs, not both"));
        }
        return RunSource.configuration(options, directory, spec);
    }

    private void report(RunSource source, Console console) {
        if (!runs.isEmpty()) {
            show(source, runs, console);
            return;
        }
        KnownRuns known = known(source, console);
        if (known.runs().isEmpty()) {
            throw new StartException(
                    "no run lies in the log at " + source.kafka().bootstrapServers() + ": train one first");
        }
        if (all || known.runs().size() == 1) {
            show(source, known.ids(), console);
        } else {
            RunList list = new RunList(known, System.currentTimeMillis());
            console.answer(json ? list.json().toPrettyString() : list.text());
            console.say("Give the ids of those to show, or --all.");
        }
    }

    static KnownRuns known(RunSource source, Console console) {
        try (LogProgress progress = new LogProgress(console)) {
            return KnownRuns.read(source.kafka(), source.topics(), progress);
        }
    }

    /** The answer is printed first, so that it is complete even if the page cannot be written. */
    private void show(RunSource source, List<String> shown, Console console) {
        Report report = read(source, shown, console);
        console.answer(json ? report.json().toPrettyString() : report.text());
        Path page =
                output.orElseGet(() -> directory.map(home -> home.resolve(PAGE)).orElse(Path.of(PAGE)));
        report.writeTo(page);
        console.say("Report: " + page.toAbsolutePath().normalize());
    }

    private static Report read(RunSource source, List<String> shown, Console console) {
        try (LogProgress progress = new LogProgress(console)) {
            return Runs.report(source.kafka(), source.topics(), shown, progress);
        }
    }
}
