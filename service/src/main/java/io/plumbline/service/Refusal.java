package io.plumbline.service;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Optional;

/** Why a file system refused, in the words of people. */
public final class Refusal {

    private Refusal() {}

    /** Returns the reason, without the name of a class or file, to stand after a colon. */
    public static String reason(IOException refused) {
        if (refused instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (refused instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (refused instanceof FileAlreadyExistsException || refused instanceof NotDirectoryException) {
            return "a file is where a directory should be";
        }
        String said = refused instanceof FileSystemException named ? named.getReason() : refused.getMessage();
        return Optional.ofNullable(said).map(Refusal::begun).orElseGet(refused::toString);
    }

    /** What systems say begins with a capital. */
    private static String begun(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
