package io.plumbline.cli;

import io.plumbline.experiments.Worker;
import io.plumbline.service.Logs;
import io.plumbline.service.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A trainer process of a comparison; only {@code compare} starts it. */
@Command(
        name = "compare-worker",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Make runs as standard input says, one a line; started by compare.",
        footerHeading = "%nExit codes:%n",
        footer = {"  0   the input ended", "  1   it failed", "  2   bad flag"})
final class CompareWorkerCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOG", description = "file for the log")
    private Path log;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logs.toFile(log);
        Worker.work(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out);
        return 0;
    }
}
