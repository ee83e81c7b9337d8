package io.plumbline.trainer;

import io.plumbline.service.Commands;
import io.plumbline.service.Configuration;
import io.plumbline.service.Logs;
import io.plumbline.service.ServiceOptions;
import io.plumbline.service.StopSignal;
import io.plumbline.service.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains one run against a Kafka that is there. */
@Command(
        name = "trainer",
        description = "Trains one run and follows the gate.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:finished",
            "1:failed",
            "2:wrong settings",
            "3:diverged",
            "4:no gate answered in lockstep",
            "130:stopped"
        })
public final class TrainerMain implements Callable<Integer> {

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--run", paramLabel = "ID", description = "id of the run; generated unless given")
    private Optional<String> id = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "safetensors file for the trained network")
    private Optional<String> out = Optional.empty();

    /** Trains and exits with what became of the run. */
    public static void main(String[] args) {
        System.exit(Commands.run(new TrainerMain(), args));
    }

    @Override
    public Integer call() {
        Map<String, String> flags = new LinkedHashMap<>(run.settings());
        id.ifPresent(value -> flags.put("run", value));
        out.ifPresent(value -> flags.put("out", value));
        Configuration configuration = service.configuration(flags);
        TrainerConfig config = configuration.finish(settings -> {
            Logs.read(settings);
            return TrainerConfig.read(settings);
        });
        try (TrainerService trainer = TrainerService.start(config);
                StopSignal stop = StopSignal.first(trainer::stop)) {
            int code = trainer.await().ending().exitCode();
            return stop.exitCode().orElse(code);
        }
    }
}
