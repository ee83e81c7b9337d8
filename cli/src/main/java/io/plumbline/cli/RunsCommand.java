package io.plumbline.cli;

import io.plumbline.report.RunList;
import io.plumbline.service.Configuration;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.Version;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the runs that lie in the log. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "List the runs in the log: state, attempt, steps, loss, and when they were heard of last.",
        footerHeading = "%nExit codes:%n",
        footer = {"  0   listed, none included", "  1   it failed", "  2   bad flag, environment, file or directory"})
final class RunsCommand implements Callable<Integer> {

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "of a demo or an embedded run: reads its data, whether its broker still runs or not")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--json", description = "print the list as JSON")
    private boolean json;

    @Mixin
    private ServiceOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        Configuration configuration = RunSource.configuration(options, directory, spec);
        RunSource.use(configuration, directory, "runs.log", console, source -> list(source, console));
        return 0;
    }

    private void list(RunSource source, Console console) {
        RunList list = new RunList(ReportCommand.known(source, console), System.currentTimeMillis());
        console.answer(json ? list.json().toPrettyString() : list.text());
    }
}
