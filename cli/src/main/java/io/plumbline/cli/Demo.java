package io.plumbline.cli;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.engine.data.LoadListener;
import io.plumbline.protocol.Topics;
import io.plumbline.report.Report;
import io.plumbline.service.Configuration;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import io.plumbline.trainer.Prepared;
import io.plumbline.trainer.RunListener;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main job on one machine: one over-parameterized network from one seed to one training loss, three times, one after the
 * other so that their times can be compared: dense, under the gate, and under the gating network.
 */
final class Demo {

    private static final String POLICY = "gate.policy";
    private static final String EPOCHS = "epochs";
    /** Layers far wider than the digits need: a step costs enough that a smaller network shows. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("data.set", "digits"),
            Map.entry("network.layers", "1024,1024"),
            Map.entry("optimizer.name", "sgd"),
            Map.entry("optimizer.learning-rate", "0.4"),
            Map.entry("batch", "100"),
            Map.entry("probe.batch", "32"),
            Map.entry("evaluation-interval", "10"),
            Map.entry("loss.target", "0.01"),
            Map.entry("stop-at-target", "true"),
            Map.entry("gate.self-tuned", "true"));

    /** All methods reach the target long before. */
    private static final long USUAL_STEPS = 1200;

    /**
     * Warms every part of the pipeline up before times count, and waits for the gate: otherwise the first run would
     * pay for both. Long enough for mask changes.
     */
    private static final Map<String, String> WARM_UP =
            Map.of("mode", "lockstep", "steps", "80", "stop-at-target", "false");

    private final Path directory;
    private final Plan plan;
    private final Console console;
    private final Stop stop;

    /**
     * Makes a demo that was planned.
     *
     * @param directory of all data
     * @param console for progress and messages
     * @param stop ends it when the process receives a signal to stop
     */
    Demo(Path directory, Plan plan, Console console, Stop stop) {
        this.directory = directory;
        this.plan = plan;
        this.console = console;
        this.stop = stop;
    }

    /**
     * Runs on the same data.
     *
     * @param compared by their names for people, the dense one first
     */
    record Plan(Prepared warmUp, Map<String, Prepared> compared) {}

    /**
     * Plans a demo: everything that is wrong with its settings or data is reported before anything is created.
     *
     * @param given settings of all runs, over the defaults
     * @param loading is called with the progress of reading the data
     */
    static Plan plan(Map<String, String> given, LoadListener loading) {
        Map<String, String> settings = new LinkedHashMap<>(DEFAULTS);
        if (!given.containsKey(EPOCHS)) {
            settings.put("steps", Long.toString(USUAL_STEPS));
        }
        settings.putAll(given);
        settings.putIfAbsent(POLICY, Policies.DEFAULT);
        Prepared read = Prepared.of(config(settings), loading);
        Map<String, String> warmUp = with(settings, WARM_UP);
        warmUp.remove(EPOCHS);
        Map<String, Prepared> compared = new LinkedHashMap<>();
        for (String policy :
                new LinkedHashSet<>(List.of(Policies.DENSE, settings.get(POLICY), Policies.GATING_NETWORK))) {
            compared.put(policy, read.with(config(with(settings, Map.of(POLICY, policy)))));
        }
        return new Plan(read.with(config(warmUp)), compared);
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> special) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(special);
        return all;
    }

    /** The address of Kafka is known later. */
    private static TrainerConfig config(Map<String, String> settings) {
        RunDescription run = Configuration.of(settings).finish(RunDescription::read);
        return TrainerConfig.of(KafkaSettings.of("127.0.0.1:1"), Topics.standard(), run);
    }

    /**
     * What there is to report.
     *
     * @param report of all runs that were made
     * @param names of them, for people
     */
    record Outcome(Report report, List<String> names) {}

    /**
     * Runs it, or as much of it as can be run until the process receives a signal to stop.
     *
     * @throws StartException where a run does not finish for another reason
     */
    Optional<Outcome> run(Installation installation) {
        List<String> runs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        console.say("Warming up …");
        train(installation, plan.warmUp(), "warm-up", RunListener.NONE);
        Optional<TrainingSummary> last = Optional.empty();
        for (Map.Entry<String, Prepared> next : plan.compared().entrySet()) {
            if (!stop.isWanted()) {
                String name = next.getKey();
                TrainingSummary summary = train(installation, next.getValue(), name, new LiveProgress(console, name));
                runs.add(summary.result().run());
                names.add(name);
                last = Optional.of(summary);
            }
        }
        if (last.isEmpty()) {
            console.say("Stopped in the warm-up: there is nothing to report.");
        }
        return last.map(
                summary -> new Outcome(summary.report(installation.kafka(), installation.topics(), runs), names));
    }

    private TrainingSummary train(Installation installation, Prepared run, String name, RunListener listener) {
        TrainerConfig config = run.config()
                .at(installation.kafka(), installation.topics())
                .named(Runs.name(name))
                .writing(directory.resolve(name + ".safetensors"));
        RunResult result = stop.train(run.with(config), listener, trainer -> {});
        TrainingSummary summary = new TrainingSummary(result, run.run().length().steps(), "");
        if (result.ending() == Ending.STOPPED) {
            summary.sentences().forEach(console::say);
        } else if (result.ending() != Ending.FINISHED) {
            throw new StartException("run " + result.run() + " did not finish: " + result.reason()
                    + result.file().map(file -> "; what was made is in " + file).orElse(""));
        }
        return summary;
    }
}
