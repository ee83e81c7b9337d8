package io.plumbline.cli;

import io.plumbline.core.files.FileTrouble;
import io.plumbline.service.Configuration;
import io.plumbline.service.LogSettings;
import io.plumbline.service.Logs;
import io.plumbline.service.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Keeps the log off the console, which is for progress and clear sentences. A log file has one writer: two writers
 * would disturb each other when it is rolled. A second process of the same command writes {@code gate-2.log}.
 */
final class LogFile {

    private static final int MOST = 100;
    /** Holds the lock of the log that was opened last, for as long as the process lives. */
    private static final Deque<FileChannel> HELD = new ArrayDeque<>();

    private LogFile() {}

    /**
     * Sends the log to where {@code log.file} says, a file or the console, or else to {@code usual}, in a folder that the
     * command cannot do without.
     *
     * @throws StartException where it cannot be written, or another process writes the file that was named
     */
    static void open(Configuration configuration, Path usual) {
        open(LogSettings.read(configuration), usual);
    }

    private static void open(LogSettings wanted, Path usual) {
        if (wanted.console()) {
            Logs.toConsole(wanted.format());
            return;
        }
        Optional<Path> named = wanted.file();
        try {
            Logs.toFile(named.isPresent() ? claimed(named.get()) : free(usual), wanted.format());
        } catch (IOException refused) {
            Path folder = named.orElse(usual).toAbsolutePath().getParent();
            throw new StartException(
                    folder + " cannot be written: " + FileTrouble.why(folder, refused) + "; choose another folder with "
                            + (named.isPresent() ? "--log-file" : "--directory"),
                    refused);
        }
    }

    /** Does the same for a command that needs no folder: where {@code usual} cannot be written, the log goes to the console. */
    static void openIfPossible(Configuration configuration, Path usual, Console console) {
        LogSettings wanted = LogSettings.read(configuration);
        if (wanted.console() || wanted.file().isPresent()) {
            open(wanted, usual);
        } else {
            openIfPossible(usual, wanted.format(), console);
        }
    }

    /** Sends the log to {@code usual}; where that cannot be written, it goes to the console. */
    static void openIfPossible(Path usual, Console console) {
        openIfPossible(usual, Logs.Format.TEXT, console);
    }

    private static void openIfPossible(Path usual, Logs.Format format, Console console) {
        try {
            Path file = free(usual);
            Logs.toFile(file, format);
            if (!file.equals(usual)) {
                console.say("Log: " + file + ", for another process writes " + usual);
            }
        } catch (IOException refused) {
            Path folder = usual.toAbsolutePath().getParent();
            console.say("Log: here, for " + folder + " cannot be written: " + FileTrouble.why(folder, refused));
            Logs.toConsole(format);
        }
    }

    private static Path claimed(Path file) throws IOException {
        if (!isClaimed(file)) {
            throw new StartException(
                    "The log file " + file + " is being written by another process: name another with --log-file");
        }
        return file;
    }

    /** Returns {@code usual}, or the first of {@code usual-2}, … that no other process writes. */
    private static Path free(Path usual) throws IOException {
        String name = usual.getFileName().toString();
        int dot = name.lastIndexOf('.');
        Path file = usual;
        for (int i = 2; !isClaimed(file) && i <= MOST; i++) {
            file = usual.resolveSibling(name.substring(0, dot) + "-" + i + name.substring(dot));
        }
        return file;
    }

    private static synchronized boolean isClaimed(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        FileChannel channel = FileChannel.open(
                absolute.resolveSibling("." + absolute.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            return false;
        }
        while (!HELD.isEmpty()) {
            HELD.pop().close();
        }
        HELD.push(channel);
        // A folder that can be locked may still hold a log of another user.
        FileChannel.open(absolute, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                .close();
        return true;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException ours) {
            return true;
        }
    }
}
