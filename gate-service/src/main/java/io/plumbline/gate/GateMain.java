package io.plumbline.gate;

import io.plumbline.service.Commands;
import io.plumbline.service.Configuration;
import io.plumbline.service.Logs;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.ShutdownHook;
import io.plumbline.service.Version;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The gate on its own: reads statistics, decides which nodes to mask, until it is told to stop. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Decides, from the statistics in Kafka, which nodes of every run to mask.")
public final class GateMain implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(GateMain.class);

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    /** Runs the gate until it is told to stop. */
    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = options.configuration();
        Logs.read(configuration);
        GateConfig config = configuration.finish(GateConfig::read);
        LOG.info("gate configured: {}", configuration.describe());
        GateService gate = GateService.start(config, System.err::println);
        try (var hook = ShutdownHook.closing(gate)) {
            hook.await(gate.failure());
        }
        return 0;
    }

    /** Starts the process. */
    public static void main(String[] args) {
        System.exit(Commands.run(new GateMain(), args));
    }
}
