package io.plumbline.cli;

import io.plumbline.broker.BrokerDirectory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The default place for the files of runs. */
final class DataFolder {

    /** Relative to the working directory. */
    static final String NAME = "plumbline-data";

    private DataFolder() {}

    /** Returns a line that says how many bytes of statistics a run left in its directory, and how to remove them. */
    static String statistics(Path home) {
        Path logs = BrokerDirectory.logs(home);
        String size = Files.isDirectory(logs) ? DiskSize.of(logs).said() : DiskSize.said(0);
        Path usual = Path.of(NAME).toAbsolutePath().normalize();
        boolean found = home.toAbsolutePath().normalize().startsWith(usual);
        return "Statistics: " + size + " in " + home + "; ./plumbline clean" + (found ? "" : " --directory " + home)
                + " removes them once they are older than " + CleanCommand.OLDER_THAN;
    }
}
