package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console = new Console(new PrintWriter(out), new PrintWriter(err, true), false);

    @Test
    void showTheReadingOfALogInTenLinesOnStandardErrorAlone() {
        // When
        try (LogProgress progress = new LogProgress(console, Duration.ZERO)) {
            for (long read = 500; read <= 100_000; read += 500) {
                progress.read(read, 100_000);
            }
        }

        // Then
        assertThat(err.toString().lines())
                .hasSize(10)
                .startsWith("reading the log  record 10,000 of 100,000")
                .endsWith("reading the log  record 100,000 of 100,000");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void sayNothingOfAReadingThatIsShort() {
        // When
        try (LogProgress progress = new LogProgress(console)) {
            progress.read(1, 1);
        }

        // Then
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void writeOutWhatWouldSteerATerminal() {
        // When
        console.answer("{\"run\": \"a\u009b2J\"}");
        console.say("told\u001b[2J by\u202e nobody");

        // Then
        assertThat(out.toString().strip()).isEqualTo("{\"run\": \"a\\u009b2J\"}");
        assertThat(err.toString().strip()).isEqualTo("told\\u001b[2J by\\u202e nobody");
    }
}
