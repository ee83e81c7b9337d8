package io.plumbline.service;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Collects all errors of a command line: picocli goes on after an error, so that the errors of the configuration can be
 * reported together with it.
 */
final class Mistakes {

    private Mistakes() {}

    /** Makes picocli collect errors instead of throwing them, here and in all subcommands. */
    static CommandLine collecting(CommandLine line) {
        line.setOverwrittenOptionsAllowed(true);
        collect(line);
        return line;
    }

    private static void collect(CommandLine line) {
        line.getCommandSpec().parser().collectErrors(true);
        line.getSubcommands().values().forEach(Mistakes::collect);
    }

    /** Returns a sentence for each mistake in the parsed command line of a command; none if nothing was parsed. */
    static List<String> of(CommandSpec command) {
        ParseResult parsed =
                command.commandLine() == null ? null : command.commandLine().getParseResult();
        return parsed == null ? List.of() : of(parsed);
    }

    static List<String> of(ParseResult parsed) {
        List<String> sentences = new ArrayList<>();
        parsed.errors().forEach(error -> sentences.add(sentence(error)));
        parsed.matchedOptions().stream()
                .distinct()
                .filter(Mistakes::isDoubled)
                .forEach(option -> sentences.add(option.longestName() + " is given twice, with '"
                        + String.join("' and '", option.originalStringValues()) + "': expected it once"));
        return sentences;
    }

    private static boolean isDoubled(OptionSpec option) {
        return !option.isMultiValue()
                && takesValue(option)
                && option.originalStringValues().size() > 1;
    }

    private static boolean takesValue(ArgSpec option) {
        return option.arity().max() > 0;
    }

    private static String sentence(Exception error) {
        if (error instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            String meant = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
            return unmatched.getMessage() + meant;
        }
        return String.valueOf(error.getMessage());
    }
}
