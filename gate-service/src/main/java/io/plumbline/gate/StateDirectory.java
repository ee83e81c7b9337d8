package io.plumbline.gate;

import io.plumbline.protocol.Topics;
import java.nio.file.Path;

/** Where a gate keeps its state unless told otherwise: below the home of its user, one folder for every installation. */
final class StateDirectory {

    /** What Java says of a user without an entry in the system's list, as in containers. */
    private static final String NOWHERE = "?";

    private static final int LONGEST = 100;

    private StateDirectory() {}

    /** Returns the folder for a Kafka and a prefix of topics. */
    static Path of(String bootstrapServers, Topics topics) {
        return of(
                bootstrapServers,
                topics,
                System.getProperty("user.home"),
                System.getenv().getOrDefault("HOME", ""));
    }

    /**
     * Returns the folder below a home.
     *
     * @param javaHome of the user as Java knows it
     * @param home as the environment says; counts where Java knows none
     */
    static Path of(String bootstrapServers, Topics topics, String javaHome, String home) {
        boolean known = !javaHome.isBlank() && !javaHome.equals(NOWHERE);
        String base = known ? javaHome : home.isBlank() ? "." : home;
        String name = topics.prefix() + "@" + bootstrapServers.replaceAll("[^A-Za-z0-9.-]", "_");
        return Path.of(base, ".plumbline", "gate", name.substring(0, Math.min(name.length(), LONGEST)))
                .toAbsolutePath()
                .normalize();
    }
}
