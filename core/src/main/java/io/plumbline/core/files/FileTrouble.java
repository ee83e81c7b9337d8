package io.plumbline.core.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why a file could not be read or written: Java's own messages are often only the path. */
public final class FileTrouble {

    /** The message of a {@link FileNotFoundException}: the path, and the message of the system in brackets. */
    private static final Pattern IN_BRACKETS = Pattern.compile(".*\\((.+)\\)", Pattern.DOTALL);

    private FileTrouble() {}

    /**
     * Returns the end of a sentence such as {@code net.safetensors cannot be written: …}.
     *
     * @param file that was to be read or written; if a folder is the problem, the folder is named
     */
    public static String why(Path file, IOException failure) {
        return why(failure)
                + blockingFolder(file, failure).map(other -> " (" + other + ")").orElse("");
    }

    /** Returns the same without naming a folder. */
    public static String why(IOException failure) {
        if (failure instanceof FileSystemException system) {
            return kind(system);
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not in UTF-8";
        }
        String message = message(failure);
        Matcher brackets = IN_BRACKETS.matcher(message);
        return lowered(failure instanceof FileNotFoundException && brackets.matches() ? brackets.group(1) : message);
    }

    private static String kind(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        } else if (failure instanceof AccessDeniedException) {
            return "access is denied";
        } else if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
            return "a file is in the place of a folder";
        } else if (failure instanceof DirectoryNotEmptyException) {
            return "a folder that is not empty is in its place";
        } else if (failure instanceof FileSystemLoopException) {
            return "its links lead in a circle";
        } else if (failure instanceof AtomicMoveNotSupportedException) {
            return "this file system cannot put a file into its place at once";
        }
        return lowered(Optional.ofNullable(failure.getReason()).orElse("the file system gives no reason"));
    }

    /** The folder above the file that Java names, if it is one. */
    private static Optional<Path> blockingFolder(Path file, IOException failure) {
        return Optional.of(failure)
                .filter(FileSystemException.class::isInstance)
                .map(system -> ((FileSystemException) system).getFile())
                .map(Path::of)
                .filter(named -> !named.equals(file.toAbsolutePath())
                        && file.toAbsolutePath().startsWith(named));
    }

    private static String message(IOException failure) {
        return Optional.ofNullable(failure.getMessage())
                .filter(text -> !text.isBlank())
                .orElse(failure.getClass().getSimpleName());
    }

    /** Lower-cases the first letter, as the rest of a sentence needs, unless the text begins with an abbreviation. */
    private static String lowered(String text) {
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
