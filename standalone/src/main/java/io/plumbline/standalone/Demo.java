package io.plumbline.standalone;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.service.Closing;
import io.plumbline.service.Configuration;
import io.plumbline.service.StartException;
import io.plumbline.standalone.report.Report;
import io.plumbline.trainer.RunListener;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The main job on one machine: twins of one over-parameterized network from the same seed, dense, then gated, one after
 * the other so that their times compare.
 */
final class Demo {

    private static final String POLICY = "gate.policy";

    /** Ends well within two minutes on two cores, training loss 0.001 passed. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("data.set", "digits"),
            Map.entry("network.layers", "512,512"),
            Map.entry("steps", "2000"),
            Map.entry("decision-interval", "80"),
            Map.entry("probe.interval", "40"),
            Map.entry("evaluation-interval", "50"),
            // Closings cost least while the loss is high: an early, firm schedule.
            Map.entry("gate.warm-up", "80"),
            Map.entry("gate.last-change", "640"),
            Map.entry("gate.budget", "0.2"),
            Map.entry("gate.compact-after", "1"),
            Map.entry("gate.omega", "500"));

    /**
     * Runs every part of the pipeline hot before times count, and waits for the gate: the first twin would pay for both
     * otherwise. Long enough for mask changes.
     */
    private static final Map<String, String> WARM_UP = Map.of(
            "mode", "lockstep",
            "steps", "240",
            "decision-interval", "20",
            "gate.warm-up", "20",
            "gate.last-change", "200");

    private final Path directory;
    private final Map<String, String> settings;
    private final Console console;
    private final Closing closing;

    /**
     * Prepares a demo.
     *
     * @param directory of all data
     * @param settings of both runs, over the defaults
     * @param console to tell the story
     * @param closing closes everything, at the end or where the process is told to stop
     */
    Demo(Path directory, Map<String, String> settings, Console console, Closing closing) {
        this.directory = directory;
        this.settings = new LinkedHashMap<>(DEFAULTS);
        this.settings.putAll(settings);
        this.console = console;
        this.closing = closing;
    }

    /**
     * Runs it.
     *
     * @throws StartException where a run does not finish
     */
    Report run() {
        RunDescription dense = description(Map.of(POLICY, Policies.DENSE));
        RunDescription gated = description(Map.of());
        RunDescription warmUp = description(WARM_UP);
        console.say("Starting broker, gate and metrics …");
        Installation installation = closing.add(Installation.start(directory));
        console.say(installation.describe());
        console.say("Warming up …");
        train(installation, warmUp, "warm-up", RunListener.NONE);
        List<String> runs = new ArrayList<>();
        runs.add(train(installation, dense, Policies.DENSE, new LiveProgress(console, Policies.DENSE)));
        runs.add(train(installation, gated, "gated", new LiveProgress(console, "gated")));
        return Runs.report(installation.kafka(), installation.topics(), runs);
    }

    private RunDescription description(Map<String, String> special) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(special);
        return Configuration.of(all).finish(RunDescription::read);
    }

    /** Trains and returns the id of the run. */
    private String train(Installation installation, RunDescription run, String name, RunListener listener) {
        String id = Runs.name(name);
        TrainerConfig config = TrainerConfig.of(installation.kafka(), installation.topics(), run)
                .named(id)
                .writing(directory.resolve(name + ".safetensors"));
        RunResult result = Runs.train(config, listener, closing);
        if (result.ending() != Ending.FINISHED) {
            throw new StartException("run " + id + " did not finish: " + result.reason());
        }
        return id;
    }
}
