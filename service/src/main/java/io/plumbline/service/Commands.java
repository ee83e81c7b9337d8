package io.plumbline.service;

import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a picocli command as every main does: clear sentences on the console, causes in the log, exit codes. */
public final class Commands {

    /** Exit code of a command that failed. */
    public static final int FAILURE = 1;

    /** Exit code of a command that was told something wrong: flags, environment or configuration file. */
    public static final int CONFIGURATION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    /** Runs a command and returns its exit code. */
    public static int run(Object command, String... args) {
        return line(command).execute(args);
    }

    /** Prepares a command line, for a main that adds subcommands. */
    public static CommandLine line(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Commands::refused)
                .setExecutionExceptionHandler(Commands::failed);
    }

    private static int refused(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CONFIGURATION;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigurationException wrong) {
            wrong.sentences().forEach(err::println);
            return CONFIGURATION;
        }
        LOG.debug("{} failed", command.getCommandName(), failure);
        err.println(failure instanceof StartException ? failure.getMessage() : "failed: " + failure);
        return FAILURE;
    }
}
