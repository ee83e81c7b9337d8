package io.plumbline.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
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
    /** As in logback.xml. */
    private static final String CONSOLE = "console";

    private static volatile boolean events;

    private Logs() {}

    /** How a line of log is written. */
    public enum Format {
        /** For people. */
        TEXT,
        /** An object a line, with time, level, thread, logger, message and what was thrown: for machines that collect logs. */
        JSON
    }

    /** Sends the log to standard error in a format. As events, sentences for people become events, too. */
    public static void toConsole(Format format) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Appender<ILoggingEvent> console =
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(CONSOLE);
        if (console instanceof OutputStreamAppender<ILoggingEvent> stream) {
            stream.setEncoder(encoder(context, format));
            events = format == Format.JSON;
        }
    }

    /** Returns whether every line on the console is an event. */
    static boolean areEvents() {
        return events;
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
        toFile(file, Format.TEXT);
    }

    /** Does the same in a format. */
    public static void toFile(Path file, Format format) {
        toFile(file, format, System.err::println);
    }

    /** Does the same, and calls the listener if the file cannot be written later. */
    static void toFile(Path file, Format format, Consumer<String> console) {
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
        events = false;
        context.getStatusManager().add(new LogTrouble(file, console));
        context.addTurboFilter(new Throttle());
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(rolling(context, file, format));
    }

    /** Returns whether the log is in a file: then causes can be logged in full without disturbing the console. */
    static boolean areInFile() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER) != null;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
        Encoder<ILoggingEvent> encoder = switch (format) {
            case TEXT -> {
                PatternLayoutEncoder text = new PatternLayoutEncoder();
                text.setCharset(StandardCharsets.UTF_8);
                text.setPattern(PATTERN);
                yield text;
            }
            case JSON -> {
                JsonEncoder json = new JsonEncoder();
                json.setWithSequenceNumber(false);
                json.setWithNanoseconds(false);
                json.setWithContext(false);
                json.setWithArguments(false);
                json.setWithFormattedMessage(true);
                json.setWithMessage(false);
                yield json;
            }
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, Path file, Format format) {
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
        appender.setEncoder(encoder(context, format));
        appender.setRollingPolicy(policy);
        appender.start();
        return appender;
    }
}
