package io.plumbline.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this software, as the build wrote it. */
public final class Version implements IVersionProvider {

    private static final Properties BUILT = read();

    /** Returns for example {@code 0.1.0}. */
    public static String number() {
        return BUILT.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "plumbline " + number() + of(BUILT.getProperty("commit"), BUILT.getProperty("changed")),
            "Java " + Runtime.version()
        };
    }

    /** Names the commit; what was built outside of a repository has none, and its place is left as it was. */
    static String of(String commit, String changed) {
        String since = changed.equals("true") ? ", changed since" : "";
        return commit.matches("[0-9a-f]+") ? " (commit " + commit + since + ")" : "";
    }

    private static Properties read() {
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("version.properties is missing from the jar", unreadable);
        }
    }
}
