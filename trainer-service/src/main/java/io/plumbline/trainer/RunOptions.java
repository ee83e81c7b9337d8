package io.plumbline.trainer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The flags that describe a run, for every command that trains. A picocli mixin; everything else by {@code --set} or in
 * the file.
 */
public final class RunOptions {

    @Option(
            names = "--data",
            paramLabel = "SET",
            description = "digits, mnist=FOLDER, fashion-mnist=FOLDER, cifar10=FOLDER or csv=FILE")
    private Optional<String> data = Optional.empty();

    @Option(names = "--layers", paramLabel = "UNITS", description = "hidden layers, such as 512,512")
    private Optional<String> layers = Optional.empty();

    @Option(names = "--optimizer", paramLabel = "NAME", description = "sgd, momentum or adam")
    private Optional<String> optimizer = Optional.empty();

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "of the optimizer")
    private Optional<String> learningRate = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "training examples per step")
    private Optional<String> batch = Optional.empty();

    @Option(names = "--steps", paramLabel = "N", description = "how long to train")
    private Optional<String> steps = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "how long to train, in passes")
    private Optional<String> epochs = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "the same gives the same run")
    private Optional<String> seed = Optional.empty();

    @Option(names = "--policy", paramLabel = "NAME", description = "of the gate; dense: nothing is closed")
    private Optional<String> policy = Optional.empty();

    @Option(names = "--mode", paramLabel = "MODE", description = "async, or lockstep: wait for every decision")
    private Optional<String> mode = Optional.empty();

    /** Returns what was given, as keys and values of a configuration. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        data.ifPresent(value -> settings.put("data.set", value));
        layers.ifPresent(value -> settings.put("network.layers", value));
        optimizer.ifPresent(value -> settings.put("optimizer.name", value));
        learningRate.ifPresent(value -> settings.put("optimizer.learning-rate", value));
        batch.ifPresent(value -> settings.put("batch", value));
        steps.ifPresent(value -> settings.put("steps", value));
        epochs.ifPresent(value -> settings.put("epochs", value));
        seed.ifPresent(value -> settings.put("seed", value));
        policy.ifPresent(value -> settings.put("gate.policy", value));
        mode.ifPresent(value -> settings.put("mode", value));
        return settings;
    }
}
