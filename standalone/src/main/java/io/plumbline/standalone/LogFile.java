package io.plumbline.standalone;

import io.plumbline.service.Configuration;
import io.plumbline.service.Logs;
import java.nio.file.Path;

/** Keeps the log off the console, which is for progress and clear sentences. */
final class LogFile {

    private LogFile() {}

    /** Sends the log to the file that {@code log.file} names, or else to {@code usual}. */
    static void open(Configuration configuration, Path usual) {
        Logs.toFile(configuration.optional("log.file").map(Path::of).orElse(usual));
    }
}
