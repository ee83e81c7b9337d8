package io.plumbline.standalone;

import io.plumbline.protocol.Topics;
import io.plumbline.service.Configuration;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.Version;
import io.plumbline.standalone.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a report of runs that lie in the log. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Sum up runs that lie in the log: a table, and a page with plots.",
        footerHeading = "%nExit codes:%n",
        footer = {"  0   written", "  1   it failed, or a run is not in the log", "  2   bad flag, environment or file"
        })
final class ReportCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "ids of runs to show side by side")
    private List<String> runs;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "report.html",
            description = "the page (default: ${DEFAULT-VALUE})")
    private Path output;

    @Option(names = "--json", description = "print the summary as JSON instead of the table")
    private boolean json;

    @Mixin
    private ServiceOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = options.configuration();
        LogFile.open(configuration, Path.of("plumbline-data", "report.log"));
        Source source = configuration.finish(this::source);
        Report report = Runs.report(source.kafka(), source.topics(), runs);
        report.writeTo(output);
        Console console = Console.of(spec);
        console.answer(json ? report.json().toPrettyString() : report.text());
        console.say("Report: " + output.toAbsolutePath().normalize());
        return 0;
    }

    private Source source(Configuration configuration) {
        return new Source(
                KafkaSettings.read(configuration),
                Topics.of(configuration.text("topic-prefix", Topics.DEFAULT_PREFIX)));
    }

    /** Where the runs lie. */
    private record Source(KafkaSettings kafka, Topics topics) {}
}
