package io.plumbline.metrics;

import io.plumbline.service.Commands;
import io.plumbline.service.Configuration;
import io.plumbline.service.Logs;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.ShutdownHook;
import io.plumbline.service.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the metrics service until the process is told to stop. */
@Command(
        name = "metrics",
        description = "Shows the meters of all runs at /metrics.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class MetricsMain implements Callable<Integer> {

    @Mixin
    private ServiceOptions options;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(Commands.run(new MetricsMain(), args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = options.configuration();
        MetricsConfig config = configuration.finish(read -> {
            Logs.read(read);
            return MetricsConfig.read(read);
        });
        System.out.println("metrics: " + configuration.describe());
        MetricsService service = MetricsService.start(config, System.err::println);
        System.out.println("metrics: http://" + config.admin().host() + ":" + service.port() + "/metrics");
        try (ShutdownHook hook = ShutdownHook.closing(service)) {
            hook.await(service.failure());
        }
        return 0;
    }
}
