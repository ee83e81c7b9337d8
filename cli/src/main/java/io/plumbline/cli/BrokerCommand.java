package io.plumbline.cli;

import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.service.Logs;
import io.plumbline.service.ShutdownHook;
import io.plumbline.service.Version;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a broker until it is told to stop. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Run a single-node Kafka broker on loopback, for the other commands.",
        footerHeading = "%nExit codes:%n",
        footer = {"  1   it failed", "  2   bad flag", "  130 stopped by Ctrl-C (143 by SIGTERM)"})
final class BrokerCommand implements Callable<Integer> {

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "plumbline-data/broker",
            description = "data, port and log of the broker (default: ${DEFAULT-VALUE})")
    private Path directory;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = BrokerSettings.LOOPBACK,
            description = "loopback address to listen on (default: ${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "0: the one of the last start, at first any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Mixin
    private RetentionOptions retention = new RetentionOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        BrokerSettings settings = retention.settings(directory, host, port);
        Path log = settings.directory().resolve("broker.log");
        Logs.toFile(log);
        PrintWriter out = spec.commandLine().getOut();
        EmbeddedBroker broker = Embedding.broker(settings);
        try (ShutdownHook hook = ShutdownHook.closing(broker)) {
            out.println("Broker at " + broker.bootstrapServers() + ", data and log in " + broker.directory());
            out.println("Give it to the other commands as --bootstrap-servers " + broker.bootstrapServers()
                    + "; Ctrl-C stops it.");
            out.flush();
            hook.await();
        }
        return 0;
    }
}
