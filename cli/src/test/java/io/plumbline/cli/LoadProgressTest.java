package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LoadProgressTest {

    private final StringWriter said = new StringWriter();
    private final LoadProgress progress =
            new LoadProgress(new Console(new PrintWriter(said), new PrintWriter(said), false));

    @Test
    void saysEveryQuarterOfALargeFileOnce() {
        for (int i = 1; i <= 100; i++) {
            progress.onRead("a.csv", i / 100.0);
        }

        assertThat(said.toString().lines())
                .containsExactly(
                        "Reading a.csv: 25 %", "Reading a.csv: 50 %", "Reading a.csv: 75 %", "Reading a.csv: 100 %");
    }

    @Test
    void isSilentAboutASmallFileAndNotAboutWhatWasLeftOut() {
        progress.onRead("a.csv", 0.5);
        progress.onRead("a.csv", 1);
        progress.onLeftOut("a.csv: left out 4 rows");

        assertThat(said.toString().lines()).containsExactly("a.csv: left out 4 rows");
    }
}
