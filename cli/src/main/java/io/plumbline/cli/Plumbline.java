package io.plumbline.cli;

import io.plumbline.service.Commands;
import io.plumbline.service.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code plumbline}: everything under one name. */
@Command(
        name = "plumbline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Trains over-parameterized networks with live, PL-conditioned gating through Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            DemoCommand.class,
            BrokerCommand.class,
            TrainCommand.class,
            GateCommand.class,
            MetricsCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            ReportCommand.class,
            RunsCommand.class,
            CleanCommand.class,
            CompareCommand.class,
            CompareWorkerCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {"  0   done", "  1   it failed", "  2   bad flag, environment, file or data"})
public final class Plumbline implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private Plumbline() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(line().execute(args));
    }

    static CommandLine line() {
        CommandLine line = Commands.line(new Plumbline());
        GateSettingsHelp.addTo(line.getSubcommands().get("train"));
        GateSettingsHelp.addTo(line.getSubcommands().get("demo"));
        return line;
    }

    /** Without a command, lists the commands. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Commands.CONFIGURATION;
    }
}
