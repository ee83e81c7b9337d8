package io.plumbline.cli;

import io.plumbline.gate.GateConfig;
import io.plumbline.gate.GateService;
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

/** Runs a gate until it is told to stop. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Run a gate: statistics from Kafka, masks to there.",
        footerHeading = "%nExit codes:%n",
        footer = {"  1   it failed", "  2   bad flag, environment or file", "  130 stopped by Ctrl-C (143 by SIGTERM)"})
final class GateCommand implements Callable<Integer> {

    private static final Path LOG = Path.of("plumbline-data", "gate.log");

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = options.configuration();
        LogFile.openIfPossible(configuration, LOG, Console.of(spec));
        GateConfig config = configuration.finish(GateConfig::read);
        Console console = Console.of(spec);
        GateService gate = GateService.start(config, console::say);
        try (ShutdownHook hook = ShutdownHook.closing(gate)) {
            console.say("Gate at " + config.kafka().bootstrapServers() + " · http://"
                    + config.admin().host() + ":" + gate.adminPort() + "/ · Ctrl-C stops it");
            hook.await(gate.failure());
        }
        return 0;
    }
}
