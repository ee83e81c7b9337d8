package io.plumbline.cli;

import io.plumbline.broker.BrokerDirectory;
import io.plumbline.engine.data.DataException;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.checkpoint.CheckpointFolder;
import io.plumbline.trainer.checkpoint.Head;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        if (resume.isPresent()
                && id.filter(given -> !given.equals(resume.get())).isPresent()) {
            throw new ConfigurationException(
                    List.of("--resume " + resume.get() + " and --run " + id.get() + " name two runs: expected one"));
        }
        if (auto && id.isEmpty() && resume.isEmpty()) {
            throw new ConfigurationException(List.of("--auto-resume needs the id of the run: expected --run ID"));
        }
        Optional<String> named = resume.or(() -> id);
        Path home = named.map(name -> home(directory, name)).orElse(Path.of(DataFolder.NAME));
        Path folder = checkpoints.orElseGet(() -> home.resolve(CHECKPOINTS));
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
     * The run is over: whoever asked for more is told that there is none, a job that is started again has nothing to do.
     *
     * @return exit code
     */
    int over(Console console) {
        return over(
                "run '" + run.orElseThrow() + "' is over: all its "
                        + head.orElseThrow().step() + " steps are made, see " + home,
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

    /** Returns whether the checkpoint is that of the end. */
    boolean isOver() {
        return isWanted() && head.orElseThrow().over();
    }

    /** Returns whether the run goes on, instead of beginning. */
    boolean isWanted() {
        return run.isPresent() && head.isPresent();
    }

    /** Returns whether the run that goes on had broker and gate in its own process. */
    boolean isEmbedded() {
        return isWanted() && BrokerDirectory.isOne(home);
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
