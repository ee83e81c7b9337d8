package io.plumbline.cli;

import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.Parent;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.checkpoint.CheckpointFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A new run that goes on from one that is over.
 *
 * @param parent that one
 * @param run id of the new one
 * @param steps of the new one
 * @param home directory of its files
 * @param folder of its checkpoints
 */
record Offspring(Parent parent, String run, long steps, Path home, Path folder) {

    private static final Pattern NUMBERED = Pattern.compile("(.+)-(\\d{1,4})");

    /**
     * What people said of it.
     *
     * @param steps up to which it is to go on, counted from the beginning of the run that is over
     * @param run its id
     * @param directory of the run that is over
     * @param checkpoints folder of checkpoints
     */
    record Wish(Optional<String> steps, Optional<String> run, Optional<Path> directory, Optional<Path> checkpoints) {}

    /**
     * Returns the new run, if a run that was named is over and more steps are asked for than it has made.
     *
     * @throws ConfigurationException if it cannot be, in one sentence
     */
    static Optional<Offspring> of(Resumption before, Wish wish) {
        if (!before.asked() || !before.isOver() || wish.steps().isEmpty()) {
            return Optional.empty();
        }
        long more = number(wish.steps().get()) - before.made();
        return more > 0 ? Optional.of(of(before, wish, more)) : Optional.empty();
    }

    private static Offspring of(Resumption before, Wish wish, long more) {
        String old = before.run().orElseThrow();
        String run = wish.run().orElseGet(() -> next(before, wish));
        Path home = home(before, wish, run);
        Path folder = wish.checkpoints().map(given -> given.resolve(run)).orElse(home.resolve(Resumption.CHECKPOINTS));
        if (run.equals(old)) {
            throw new ConfigurationException(List.of("run '" + old + "' is over: all its " + before.made()
                    + " steps are made, and more are a new run: give another --run, or leave it out"));
        }
        if (!new CheckpointFolder(folder, 1).files().isEmpty()) {
            throw new ConfigurationException(List.of("run '" + run + "' has checkpoints in " + folder
                    + ": go on by ./plumbline train --resume " + run + ", or give another --run"));
        }
        Path last = new CheckpointFolder(before.folder(), 1).file(before.head().orElseThrow());
        return new Offspring(new Parent(old, last), run, more, home, folder);
    }

    private static long number(String steps) {
        if (!steps.strip().matches("\\d{1,18}")) {
            throw new ConfigurationException(
                    List.of("steps must be a whole number of at least 1, was '" + steps + "'"));
        }
        return Long.parseLong(steps.strip());
    }

    /** Returns the first name whose directory is free: {@code digits-2}, {@code digits-3}, … */
    private static String next(Resumption before, Wish wish) {
        String old = before.run().orElseThrow();
        Matcher numbered = NUMBERED.matcher(old);
        boolean goesOn = !before.head().orElseThrow().parent().isEmpty() && numbered.matches();
        String name = goesOn ? numbered.group(1) : old;
        long number = goesOn ? Long.parseLong(numbered.group(2)) + 1 : 2;
        while (Files.exists(home(before, wish, name + "-" + number))) {
            number++;
        }
        return name + "-" + number;
    }

    /** In the usual place, unless that would part it from its broker, or from a directory that people chose. */
    private static Path home(Resumption before, Wish wish, String run) {
        return before.broker()
                .or(() -> wish.directory().map(given -> before.home()))
                .map(around -> around.resolve(run))
                .orElseGet(() -> Resumption.home(Optional.empty(), run));
    }

    /** Returns its description, as settings. */
    Map<String, String> settings() {
        Map<String, String> settings =
                new LinkedHashMap<>(Configuration.texts("of the run", parent.description(steps)));
        settings.put("run", run);
        return settings;
    }

    /** Returns a configuration of the new run. */
    TrainerConfig begin(TrainerConfig config) {
        return config.keeping(config.checkpoints().in(folder)).after(parent);
    }

    /** Returns a sentence about where it begins. */
    String sentence() {
        return "It goes on from run " + parent.run() + " with the nodes that are open there, and makes " + steps
                + " steps of its own.";
    }
}
