package io.plumbline.cli;

import io.plumbline.metrics.MetricsConfig;
import io.plumbline.metrics.MetricsService;
import io.plumbline.service.Configuration;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.ShutdownHook;
import io.plumbline.service.Version;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the metrics service until it is told to stop. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Run the metrics service: all runs of the log at /metrics.",
        footerHeading = "%nExit codes:%n",
        footer = {"  1   it failed", "  2   bad flag, environment or file", "  130 stopped by Ctrl-C (143 by SIGTERM)"})
final class MetricsCommand implements Callable<Integer> {

    private static final Path LOG = Path.of("plumbline-data", "metrics.log");

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = options.configuration();
        LogFile.openIfPossible(configuration, LOG, Console.of(spec));
        MetricsConfig config = configuration.finish(MetricsConfig::read);
        Console console = Console.of(spec);
        MetricsService metrics = MetricsService.start(config, console::say);
        try (ShutdownHook hook = ShutdownHook.closing(metrics)) {
            console.say("Metrics of " + config.kafka().bootstrapServers() + " · http://"
                    + config.admin().host() + ":" + metrics.port() + "/metrics · Ctrl-C stops it");
            hook.await(metrics.failure());
        }
        return 0;
    }
}
