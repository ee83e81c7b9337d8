package io.plumbline.service;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import io.plumbline.core.files.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reports once that the log file cannot be written any more, for example on a full disk: the log cannot report that
 * itself. The recovery is not reported, because to Logback every file that can be opened has recovered.
 */
final class LogTrouble implements StatusListener {

    private final Path file;
    private final Consumer<String> console;
    private boolean broken;

    /**
     * Begins without trouble.
     *
     * @param file that is written
     * @param console receives one sentence
     */
    LogTrouble(Path file, Consumer<String> console) {
        this.file = file;
        this.console = console;
    }

    @Override
    public synchronized void addStatusEvent(Status status) {
        if (!broken && status.getLevel() == Status.ERROR && status.getThrowable() instanceof IOException failure) {
            broken = true;
            console.accept("The log file " + file + " cannot be written: " + FileTrouble.why(failure)
                    + ". Its lines are lost until it can; all else goes on.");
        }
    }
}
