package io.plumbline.service;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import io.plumbline.core.files.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Says once that the log file takes no lines any more, for want of space say: the log cannot tell that itself. Not when it
 * does again: Logback takes every file for mended that could be opened.
 */
final class LogTrouble implements StatusListener {

    private final Path file;
    private final Consumer<String> console;
    private boolean broken;

    /**
     * Begins without trouble.
     *
     * @param file that is written
     * @param console is told, in one sentence
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
