package io.plumbline.standalone;

import io.plumbline.protocol.Topics;
import io.plumbline.service.Configuration;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.StartException;
import io.plumbline.service.Version;
import io.plumbline.standalone.report.Report;
import io.plumbline.standalone.report.RunHistory;
import io.plumbline.standalone.report.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
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

    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
        Report report = configuration.finish(this::source).read(runs);
        report.writeTo(output);
        var out = spec.commandLine().getOut();
        out.println(json ? report.json().toPrettyString() : report.text());
        if (!json) {
            out.println("Report: " + output.toAbsolutePath().normalize());
        }
        out.flush();
        return 0;
    }

    private Source source(Configuration configuration) {
        return new Source(
                KafkaSettings.read(configuration),
                Topics.of(configuration.text("topic-prefix", Topics.DEFAULT_PREFIX)));
    }

    /** Where the runs lie. */
    private record Source(KafkaSettings kafka, Topics topics) {

        Report read(List<String> runs) {
            try (RunLog log = RunLog.open(kafka, topics, runs::contains)) {
                if (!log.catchUp(PATIENCE)) {
                    throw new StartException("the log was not read to its end within " + PATIENCE.toSeconds() + " s");
                }
                List<RunHistory> histories = new ArrayList<>();
                for (String run : runs) {
                    histories.add(log.history(run)
                            .orElseThrow(() -> new StartException("run '" + run + "' is not in the log: nothing in "
                                    + topics.runs().name() + " at " + kafka.bootstrapServers())));
                }
                return new Report(histories);
            } catch (KafkaException e) {
                throw new StartException(
                        "the log at " + kafka.bootstrapServers() + " cannot be read: " + e.getMessage(), e);
            }
        }
    }
}
