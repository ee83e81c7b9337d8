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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main job on one machine: twins of one over-parameterized network from the same seed, dense, then gated, one after
 * the other so that their times can be compared.
 */
final class Demo {

    private static final String POLICY = "gate.policy";
    private static final String STEPS = "steps";
    private static final String EPOCHS = "epochs";

    private static final Map<String, String> DEFAULTS = Map.of(
            "data.set", "digits",
            "network.layers", "512,512",
            "gate.budget", "0.2",
            "gate.prune-after", "1",
            "gate.omega", "500");

    /** Ends well within two minutes on two cores, training loss 0.001 passed. */
    private static final long USUAL_STEPS = 2000;

    /**
     * Warms every part of the pipeline up before times count, and waits for the gate: otherwise the first twin would
     * pay for both. Long enough for mask changes.
     */
    private static final Map<String, String> WARM_UP = Map.of(
            "mode",
            "lockstep",
            STEPS,
            "240",
            "decision-interval",
            "20",
            "probe.interval",
            "40",
            "evaluation-interval",
            "50",
            "gate.warm-up",
            "20",
            "gate.last-change",
            "200");

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

    /** Three runs on the same data. */
    record Plan(Prepared warmUp, Prepared dense, Prepared gated) {}

    /**
     * Plans a demo: everything that is wrong with its settings or data is reported before anything is created.
     *
     * @param given settings of both runs, over the defaults
     * @param loading is called with the progress of reading the data
     */
    static Plan plan(Map<String, String> given, LoadListener loading) {
        Map<String, String> settings = new LinkedHashMap<>(DEFAULTS);
        if (!given.containsKey(EPOCHS)) {
            settings.put(STEPS, Long.toString(USUAL_STEPS));
        }
        settings.putAll(given);
        Prepared read = Prepared.of(config(settings), loading);
        Map<String, String> gated = scheduled(settings, read.run().length().steps());
        Map<String, String> warmUp = with(gated, WARM_UP);
        warmUp.remove(EPOCHS);
        return new Plan(
                read.with(config(warmUp)),
                read.with(config(with(gated, Map.of(POLICY, Policies.DENSE)))),
                read.with(config(gated)));
    }

    /**
     * Closing nodes costs least while the loss is high: an early, strict schedule, in shares of the length of the run.
     */
    private static Map<String, String> scheduled(Map<String, String> settings, long steps) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putIfAbsent("decision-interval", share(steps, 0.04));
        all.putIfAbsent("probe.interval", share(steps, 0.02));
        all.putIfAbsent("evaluation-interval", share(steps, 0.025));
        all.putIfAbsent("gate.warm-up", share(steps, 0.04));
        all.putIfAbsent("gate.last-change", share(steps, 0.32));
        return all;
    }

    private static String share(long steps, double share) {
        return Long.toString(Math.max(1, Math.round(share * steps)));
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
     * Runs it, or as much of it as can be run until the process receives a signal to stop.
     *
     * @throws StartException where a run does not finish for another reason
     */
    Optional<Report> run(Installation installation) {
        List<String> runs = new ArrayList<>();
        console.say("Warming up …");
        train(installation, plan.warmUp(), "warm-up", RunListener.NONE);
        Optional<TrainingSummary> last = Optional.empty();
        for (Prepared twin : List.of(plan.dense(), plan.gated())) {
            if (!stop.isWanted()) {
                String name = twin == plan.dense() ? Policies.DENSE : "gated";
                TrainingSummary summary = train(installation, twin, name, new LiveProgress(console, name));
                runs.add(summary.result().run());
                last = Optional.of(summary);
            }
        }
        if (last.isEmpty()) {
            console.say("Stopped in the warm-up: there is nothing to report.");
        }
        return last.map(summary -> summary.report(installation.kafka(), installation.topics(), runs));
    }

    private TrainingSummary train(Installation installation, Prepared run, String name, RunListener listener) {
        TrainerConfig config = run.config()
                .at(installation.kafka(), installation.topics())
                .named(Runs.name(name))
                .writing(directory.resolve(name + ".safetensors"));
        RunResult result = stop.train(run.with(config), listener, trainer -> {});
        TrainingSummary summary = new TrainingSummary(result, run.run().length().steps());
        if (result.ending() == Ending.STOPPED) {
            summary.sentences().forEach(console::say);
        } else if (result.ending() != Ending.FINISHED) {
            throw new StartException("run " + result.run() + " did not finish: " + result.reason()
                    + result.file().map(file -> "; what was made is in " + file).orElse(""));
        }
        return summary;
    }
}
