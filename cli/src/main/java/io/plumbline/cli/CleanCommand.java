package io.plumbline.cli;

import io.plumbline.cli.Leftovers.Leftover;
import io.plumbline.core.files.FileTrouble;
import io.plumbline.report.Table;
import io.plumbline.service.Commands;
import io.plumbline.service.Configuration;
import io.plumbline.service.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes the data that demos and embedded runs left behind. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Remove the statistics that demos and embedded runs left behind: data of their broker and gate.",
            "Networks, reports and logs stay; so do the data of running brokers, of 'plumbline broker' and of comparisons."
                    + " Nothing is asked."
        },
        footerHeading = "%nExit codes:%n",
        footer = {"  0   done", "  1   it failed", "  2   bad flag"})
final class CleanCommand implements Callable<Integer> {

    static final String OLDER_THAN = "7d";
    private static final String KEY = "older-than";

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            defaultValue = OLDER_THAN,
            description = "only what nobody wrote to for so long: 12h, 7d (default: ${DEFAULT-VALUE})")
    private String olderThan;

    @Option(names = "--dry-run", description = "say what would go, remove nothing")
    private boolean dryRun;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = DataFolder.NAME,
            description = "look directly below it, or at itself (default: ${DEFAULT-VALUE})")
    private Path directory;

    @Spec
    private CommandSpec spec;

    private final List<Table.Row> rows = new ArrayList<>();
    private long bytes;
    private int failures;

    @Override
    public Integer call() {
        Duration age = Configuration.of(Map.of(KEY, olderThan)).finish(read -> read.duration(KEY, Duration.ofDays(7)));
        Instant youngest = Instant.now().minus(age);
        List<Leftover> found = Leftovers.below(directory);
        found.forEach(leftover -> removeOrKeep(leftover, youngest));
        Console console = Console.of(spec);
        if (found.isEmpty()) {
            console.answer("Nothing of demos and embedded runs lies below " + directory + ".");
            return 0;
        }
        console.answer(new Table(List.of("statistics", "last written", "what becomes of it"), rows, List.of()).text()
                + (dryRun ? "Would be removed: " : "Removed: ")
                + DiskSize.said(bytes));
        return failures == 0 ? 0 : Commands.FAILURE;
    }

    private void removeOrKeep(Leftover leftover, Instant youngest) {
        Instant written = Instant.ofEpochMilli(leftover.size().lastWrittenMs());
        String outcome = outcome(leftover, written.isAfter(youngest));
        rows.add(new Table.Row(
                leftover.directory().toString(),
                List.of(
                        leftover.size().said(),
                        written.truncatedTo(ChronoUnit.SECONDS).toString(),
                        outcome)));
    }

    private String outcome(Leftover leftover, boolean young) {
        if (Leftovers.isRunning(leftover)) {
            return "kept: its broker is running";
        }
        if (young) {
            return "kept: younger than " + olderThan;
        }
        if (dryRun) {
            bytes += leftover.size().bytes();
            return "would be removed";
        }
        return removed(leftover);
    }

    private String removed(Leftover leftover) {
        try {
            if (!Leftovers.remove(leftover)) {
                return "kept: its broker has just started";
            }
            bytes += leftover.size().bytes();
            return "removed";
        } catch (IOException refused) {
            failures++;
            return "not removed: " + FileTrouble.why(refused);
        }
    }
}
