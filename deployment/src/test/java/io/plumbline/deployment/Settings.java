package io.plumbline.deployment;

import io.plumbline.gate.GateConfig;
import io.plumbline.metrics.MetricsConfig;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.LogSettings;
import io.plumbline.trainer.TrainerConfig;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings of services, read as the services read them. */
final class Settings {

    private static final Map<String, Function<Configuration, ?>> READERS = Map.of(
            "gate", GateConfig::read,
            "metrics", MetricsConfig::read,
            "train", TrainerConfig::read);

    private Settings() {}

    /**
     * Reads what a container is given.
     *
     * @param command that it runs
     * @throws ConfigurationException for a setting that the command does not know, or cannot read
     */
    static void read(String command, Map<String, String> environment) {
        Configuration.of(Map.of(), environment, Optional.empty()).finish(configuration -> {
            LogSettings.read(configuration);
            return READERS.get(command).apply(configuration);
        });
    }
}
