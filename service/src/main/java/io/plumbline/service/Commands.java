package io.plumbline.service;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs a picocli command in the same way for every main: clear sentences on the console, causes in the log, exit codes.
 */
public final class Commands {

    /** Exit code of a command that failed. */
    public static final int FAILURE = 1;

    /** Exit code of a command with a wrong flag, environment variable or configuration file. */
    public static final int CONFIGURATION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    /** Runs a command and returns its exit code. */
    public static int run(Object command, String... args) {
        return line(command).execute(args);
    }

    /** Prepares a command line, for a main that adds subcommands. */
    public static CommandLine line(Object command) {
        CommandLine line = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Commands::execute)
                .setParameterExceptionHandler(Commands::refused)
                .setExecutionExceptionHandler(Commands::failed);
        return Mistakes.collecting(line);
    }

    private static int execute(ParseResult parsed) {
        CommandLine all = parsed.commandSpec().commandLine();
        all.setErr(new PrintWriter(new Sentences(all.getErr()), true));
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        boolean helped = last.isUsageHelpRequested() || last.isVersionHelpRequested();
        List<String> mistakes = new ArrayList<>();
        for (ParseResult level = parsed; level != last; level = level.subcommand()) {
            mistakes.addAll(Mistakes.of(level));
        }
        if (!readsConfiguration(last.commandSpec())) {
            mistakes.addAll(Mistakes.of(last));
        }
        if (!helped && !mistakes.isEmpty()) {
            return refused(last.commandSpec().commandLine(), mistakes);
        }
        return run(parsed, last.commandSpec().commandLine());
    }

    /** The configuration reports what is wrong with the command line, too. */
    private static boolean readsConfiguration(CommandSpec command) {
        return command.mixins().values().stream().anyMatch(mixin -> mixin.userObject() instanceof ServiceOptions);
    }

    private static int run(ParseResult parsed, CommandLine command) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError fatal) {
            return failed(fatal, command);
        }
    }

    private static int refused(ParameterException wrong, String[] args) {
        return refused(wrong.getCommandLine(), List.of(wrong.getMessage()));
    }

    private static int refused(CommandLine command, List<String> mistakes) {
        mistakes.forEach(sentence -> say(command, sentence));
        say(command, "Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CONFIGURATION;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ConfigurationException wrong) {
            boolean mistaken = !Mistakes.of(command.getCommandSpec()).isEmpty();
            if (mistaken) {
                return refused(command, wrong.sentences());
            }
            wrong.sentences().forEach(sentence -> say(command, sentence));
            return CONFIGURATION;
        }
        return failed(failure, command);
    }

    private static int failed(Throwable failure, CommandLine command) {
        String sentence = Fatal.sentence(failure);
        if (Logs.areEvents()) {
            LOG.error("{}", Printable.line(sentence), failure);
            return FAILURE;
        }
        if (Logs.areInFile()) {
            LOG.error("{} failed", command.getCommandName(), failure);
        }
        say(command, sentence);
        return FAILURE;
    }

    private static void say(CommandLine command, String sentence) {
        command.getErr().println(Printable.line(sentence));
    }
}
