package io.plumbline.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingTest {

    private static final Path DATA = Path.of("/data/broker");

    @TempDir
    private Path directory;

    @Test
    void namesTheFolderOfAFullDisk() {
        assertThat(Ending.sentence(DATA, true, ""))
                .isEqualTo("The disk that holds the broker's data, /data/broker, is full: make room and start again, or"
                        + " choose another directory.");
    }

    @Test
    void namesTheFolderAndWhatKafkaSaid() {
        assertThat(Ending.sentence(DATA, false, "all log dirs failed"))
                .isEqualTo(
                        "The broker cannot go on with its data in /data/broker (all log dirs failed): its log says why.");
        assertThat(Ending.sentence(DATA, false, null)).contains("/data/broker: its log");
    }

    @Test
    void takesADiskWithRoomForOneWithRoom() {
        assertThat(Ending.isFull(directory)).isFalse();
        assertThat(Ending.isFull(directory.resolve("missing"))).isFalse();
    }
}
