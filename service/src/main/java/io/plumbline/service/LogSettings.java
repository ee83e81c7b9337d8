package io.plumbline.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What people said of the log.
 *
 * @param file that takes it; none where nobody named one, or where it goes to the console
 * @param console whether it goes to standard error, beside what people read there
 * @param format of a line
 */
public record LogSettings(Optional<Path> file, boolean console, Logs.Format format) {

    /** Stands for standard error in the place of a file. */
    private static final String CONSOLE = "-";

    /** Reads {@code log.file} and {@code log.format}. */
    public static LogSettings read(Configuration configuration) {
        Optional<String> named = configuration.optional("log.file");
        String format = configuration.choice("log.format", List.of("text", "json"), "text");
        return new LogSettings(
                named.filter(name -> !name.equals(CONSOLE)).map(Path::of),
                named.filter(CONSOLE::equals).isPresent(),
                format.equals("json") ? Logs.Format.JSON : Logs.Format.TEXT);
    }
}
