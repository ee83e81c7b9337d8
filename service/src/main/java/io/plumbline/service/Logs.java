package io.plumbline.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.plumbline.core.files.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes. By default to standard error: our own lines from INFO, those of libraries from WARN ({@code
 * logback.xml}).
 */
public final class Logs {

    private static final String PATTERN =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level [%thread] %logger{36} - %msg%n";
    private static final String FILE_SIZE = "20MB";
    private static final String TOTAL_SIZE = "200MB";
    private static final int DAYS = 14;
    private static final String APPENDER = "file";

    private Logs() {}

    /** Sends the log to {@code log.file}, if that is set. */
    public static void read(Configuration configuration) {
        configuration.optional("log.file").map(Path::of).ifPresent(Logs::toFile);
    }

    /**
     * Sends everything from INFO to a file and nothing to the console, so that people see clear sentences only; one of
     * them says if the file cannot be written any more. It rolls by day and at 20 MB into {@code <file>.<day>.<n>.gz},
     * at most 14 days and 200 MB.
     *
     * @param file its directories are created
     * @throws StartException if it cannot be written
     */
    public static void toFile(Path file) {
        toFile(file, System.err::println);
    }

    /** Does the same, and calls the listener if the file cannot be written later. */
    static void toFile(Path file, Consumer<String> console) {
        try {
            Path absolute = file.toAbsolutePath();
            Files.createDirectories(absolute.getParent());
            if (!Files.exists(absolute)) {
                Files.createFile(absolute);
            }
        } catch (IOException failed) {
            throw new StartException(
                    "The log file " + file + " cannot be written: " + FileTrouble.why(file, failed), failed);
        }
        if (Files.isDirectory(file) || !Files.isWritable(file)) {
            throw new StartException("The log file " + file + " cannot be written");
        }
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getStatusManager().add(new LogTrouble(file, console));
        context.addTurboFilter(new Throttle());
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(rolling(context, file));
    }

    /** Returns whether the log is in a file: then causes can be logged in full without disturbing the console. */
    static boolean areInFile() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER) != null;
    }

    private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, Path file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(file + ".%d.%i.gz");
        policy.setMaxFileSize(FileSize.valueOf(FILE_SIZE));
        policy.setTotalSizeCap(FileSize.valueOf(TOTAL_SIZE));
        policy.setMaxHistory(DAYS);
        policy.start();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.setRollingPolicy(policy);
        appender.start();
        return appender;
    }
}
