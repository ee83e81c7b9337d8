package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a machine reads that collects the console of a container. */
class SentencesTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @BeforeEach
    void redirect() {
        System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        Logs.toConsole(Logs.Format.TEXT);
        System.setErr(before);
    }

    @Test
    void areEventsWhereTheLogIs() throws Exception {
        // When
        int code = Commands.run(new Talking(Logs.Format.JSON));

        // Then: every line is an object, failures with their level
        List<String> said = new ArrayList<>();
        for (String line : console.toString(StandardCharsets.UTF_8).lines().toList()) {
            var event = new ObjectMapper().readTree(line);
            said.add(event.path("level").asText() + " "
                    + event.path("formattedMessage").asText());
        }
        assertThat(said).containsExactly("INFO at work, 1 %", "INFO and on", "ERROR no port is free");
        assertThat(code).isEqualTo(Commands.FAILURE);
    }

    @Test
    void areTextOtherwise() {
        // When
        Commands.run(new Talking(Logs.Format.TEXT));

        // Then
        assertThat(console.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("at work, 1 %", "and on", "no port is free");
    }

    @Command(name = "talk")
    private static final class Talking implements Callable<Integer> {

        private final Logs.Format format;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        Talking(Logs.Format format) {
            this.format = format;
        }

        @Override
        public Integer call() {
            Logs.toConsole(format);
            spec.commandLine().getErr().printf("at work, %d %%%n", 1);
            spec.commandLine().getErr().println("and on");
            throw new StartException("no port is free");
        }
    }
}
