package io.plumbline.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this software, as the build wrote it. */
public final class Version implements IVersionProvider {

    private static final String NUMBER = read();

    /** Returns for example {@code 0.1.0}. */
    public static String number() {
        return NUMBER;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"plumbline " + NUMBER, "Java " + Runtime.version()};
    }

    private static String read() {
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("version.properties is missing from the jar", unreadable);
        }
    }
}
