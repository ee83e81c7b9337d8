package io.plumbline.cli;

import io.plumbline.broker.BrokerDirectory;
import io.plumbline.engine.data.DataException;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.checkpoint.CheckpointFolder;
import io.plumbline.trainer.checkpoint.Head;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a command goes on with a run, and how that was described: its checkpoints say.
 *
 * @param run to go on with; empty: none
 * @param asked whether the run was named by {@code --resume}: then it is described as it was
 * @param home directory of its files
 * @param folder of its checkpoints
 * @param head of its newest checkpoint; empty: there is none
 */
record Resumption(Optional<String> run, boolean asked, Path home, Path folder, Optional<Head> head) {

    /** Below the directory of a run. */
    static final String CHECKPOINTS = "checkpoints";

    /**
     * Looks for checkpoints.
     *
     * @param resume run that is to go on
     * @param auto whether the run goes on if it can
     * @param id of the run, if it was given
     * @param directory of the run, if it was given
     * @param checkpoints directory of its checkpoints, if it was given
     */
    static Resumption of(
            Optional<String> resume,
            boolean auto,
            Optional<String> id,
            Optional<Path> directory,
            Optional<Path> checkpoints) {
        if (auto && id.isEmpty() && resume.isEmpty()) {
            throw new ConfigurationException(List.of("--auto-resume needs the id of the run: expected --run ID"));
        }
        Optional<String> named = resume.or(() -> id);
        Path home = named.map(name -> home(directory, name)).orElse(Path.of(DataFolder.NAME));
        Path folder = checkpoints
                .map(given -> named.map(name -> folder(given, name)).orElse(given))
                .orElseGet(() -> home.resolve(CHECKPOINTS));
        Optional<Head> head = named.flatMap(name -> newest(folder, name));
        Optional<String> run = resume.isPresent() || auto ? named : Optional.empty();
        Resumption found = new Resumption(run, resume.isPresent(), home, folder, head);
        found.requireUsable(named);
        return found;
    }

    /** Returns the directory of a run: the given one, or the usual one. */
    static Path home(Optional<Path> directory, String run) {
        return directory
                .orElseGet(() -> Path.of(DataFolder.NAME, run))
                .toAbsolutePath()
                .normalize();
    }

    /** Returns where checkpoints of a run lie in a folder that was named: a run that went on from another has its own there. */
    private static Path folder(Path given, String run) {
        Path own = given.resolve(run);
        return Files.isDirectory(own) ? own : given;
    }

    private static Optional<Head> newest(Path directory, String run) {
        try {
            return new CheckpointFolder(directory, 1).newestHead(run);
        } catch (DataException unreadable) {
            throw new ConfigurationException(List.of(unreadable.getMessage()));
        }
    }

    private void requireUsable(Optional<String> named) {
        if (asked && head.isEmpty()) {
            throw new ConfigurationException(List.of("run '" + run.orElseThrow() + "' has no checkpoint in "
                    + folder + " that can be used: expected the id of a run that was trained there, "
                    + "and its directory by --directory if it has one of its own"));
        }
        if (run.isEmpty() && head.isPresent()) {
            throw new ConfigurationException(List.of("run '" + named.orElseThrow() + "' has a checkpoint of step "
                    + head.get().step() + " in " + home + ": go on by ./plumbline train --resume "
                    + named.get() + ", or give another --run"));
        }
    }

    /**
     * Refuses another id beside that of the run that is to go on.
     *
     * @param id that was given
     */
    void requireOne(Optional<String> id) {
        if (asked && id.filter(given -> !given.equals(run.orElseThrow())).isPresent()) {
            throw new ConfigurationException(List.of(
                    "--resume " + run.orElseThrow() + " and --run " + id.get() + " name two runs: expected one"));
        }
    }

    /**
     * The run is over: whoever asked for more is told that there is none, a job that is started again has nothing to do.
     *
     * @return exit code
     */
    int over(Console console) {
        return over(
                "run '" + run.orElseThrow() + "' is over: all its " + made() + " steps are made, see " + home
                        + (asked ? "; a new run goes on from it with --steps above " + made() : ""),
                console);
    }

    /** The same, where somebody else found it out. */
    int over(String sentence, Console console) {
        if (asked) {
            throw new ConfigurationException(List.of(sentence));
        }
        console.say(sentence);
        return 0;
    }

    /** Returns the step of the checkpoint. */
    long made() {
        return head.orElseThrow().step();
    }

    /** Returns whether the checkpoint is that of the end. */
    boolean isOver() {
        return isWanted() && head.orElseThrow().over();
    }

    /** Returns whether the run goes on, instead of beginning. */
    boolean isWanted() {
        return run.isPresent() && head.isPresent();
    }

    /**
     * Returns where the broker of the run that goes on keeps its data, if that was in its own process: in the directory of the
     * run, or around it where that went on from another.
     */
    Optional<Path> broker() {
        if (!isWanted()) {
            return Optional.empty();
        }
        boolean hasParent = !head.orElseThrow().parent().isEmpty();
        Optional<Path> around = Optional.ofNullable(home.getParent()).filter(outer -> hasParent);
        return Stream.of(Optional.of(home), around)
                .flatMap(Optional::stream)
                .filter(BrokerDirectory::isOne)
                .findFirst();
    }

    /** Returns the description of a run that was named, as settings. */
    Map<String, String> settings() {
        if (!asked) {
            return Map.of();
        }
        Map<String, String> settings = new LinkedHashMap<>(
                Configuration.texts("of the run", head.orElseThrow().description()));
        settings.put("run", run.orElseThrow());
        return settings;
    }
}
