package io.plumbline.service;

import io.plumbline.core.files.FileTrouble;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Why a command broke, in one sentence: in words for expected failures, with the name of the exception for others. */
public final class Fatal {

    private static final long MEGABYTE = 1 << 20;

    private Fatal() {}

    /** Returns the sentence; causes inside wrappers are found. */
    public static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError memory) {
                return memory(memory);
            } else if (cause instanceof NoClassDefFoundError missing && !isOfALibrary(missing)) {
                return "the class " + missing.getMessage() + " is missing: this installation lacks a library that the"
                        + " command needs; unpack or build it again, or use the image of that role";
            } else if (cause instanceof LinkageError unloadable) {
                return "a library cannot be loaded (" + unloadable.getMessage() + "): the folder for native libraries"
                        + " must be writable and allow execution; name another by"
                        + " JAVA_OPTS=\"-Dorg.bytedeco.javacpp.cachedir=FOLDER -Djava.io.tmpdir=FOLDER\"";
            } else if (cause instanceof StartException || cause instanceof ConfigurationException) {
                return cause.getMessage();
            } else if (cause instanceof FileSystemException file && file.getFile() != null) {
                return file.getFile() + " cannot be read or written: " + FileTrouble.why(file);
            } else if (cause instanceof IOException file) {
                return "reading or writing failed: " + FileTrouble.why(file);
            }
        }
        return "failed: " + (isWorded(failure) ? failure.getMessage() : failure)
                + (Logs.areInFile() ? "; the log says where" : "");
    }

    /** A class whose native library could not be loaded is there, but fails every time that it is asked for again. */
    private static boolean isOfALibrary(NoClassDefFoundError failure) {
        return String.valueOf(failure.getMessage()).startsWith("Could not initialize class");
    }

    /** Exceptions that we throw ourselves, with a sentence. */
    private static boolean isWorded(Throwable failure) {
        boolean ours = failure.getClass() == IllegalStateException.class
                || failure.getClass() == IllegalArgumentException.class;
        return ours && failure.getMessage() != null;
    }

    private static String memory(OutOfMemoryError failure) {
        String said = String.valueOf(failure.getMessage());
        long most = Runtime.getRuntime().maxMemory() / MEGABYTE;
        String more;
        if (said.contains("physicalBytes")) {
            more = "this process holds as much as it may here; give the container more memory, or raise"
                    + " -Dorg.bytedeco.javacpp.maxphysicalbytes=… in JAVA_OPTS";
        } else if (said.contains("direct buffer")) {
            more = "raise -XX:MaxDirectMemorySize=… in JAVA_OPTS";
        } else if (said.contains("Metaspace")) {
            more = "raise -XX:MaxMetaspaceSize=… in JAVA_OPTS";
        } else {
            more = "Java's heap may grow to " + most + " MB here; give it more, such as JAVA_OPTS=-Xmx" + 2 * most
                    + "m";
        }
        return "out of memory (" + said + "): " + more;
    }
}
