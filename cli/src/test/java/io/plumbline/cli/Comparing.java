package io.plumbline.cli;

import io.plumbline.broker.BrokerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons on the command line. One installation serves those that do not start or stop one of their own. */
abstract class Comparing {

    private static Installation installation;

    Path home;
    Path embedded;
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    @BeforeAll
    static void start(@TempDir Path directory) {
        installation = Installation.start(BrokerSettings.in(directory));
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @BeforeEach
    void layOut(@TempDir Path given) throws IOException {
        home = Files.createDirectory(given.resolve("results-and-reports"));
        embedded = given.resolve("embedded");
    }

    /** Returns the arguments with the installation that all share. */
    static String[] there(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--bootstrap-servers", installation.kafka().bootstrapServers()))
                .toArray(String[]::new);
    }

    int compare(String... given) {
        out = new StringWriter();
        err = new StringWriter();
        return Plumbline.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments(given).toArray(String[]::new));
    }

    List<String> arguments(String... given) {
        List<String> arguments = new ArrayList<>(List.of("compare"));
        arguments.addAll(List.of(given));
        arguments.addAll(List.of("--output", home.toString()));
        arguments.addAll(List.of("--directory", embedded.toString()));
        return arguments;
    }
}
