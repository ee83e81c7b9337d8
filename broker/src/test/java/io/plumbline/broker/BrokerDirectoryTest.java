package io.plumbline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void isOneWhereABrokerKeptItsData() throws IOException {
        // Given
        keep(directory);

        // When, Then
        assertThat(BrokerDirectory.isOne(directory)).isTrue();
        assertThat(BrokerDirectory.address(directory)).isEqualTo("127.0.0.1:20001");
    }

    @Test
    void isNoneWhereNobodyKeptAnything() {
        // When, Then
        assertThat(BrokerDirectory.isOne(directory)).isFalse();
        assertThat(BrokerDirectory.isRunning(directory)).isFalse();
        assertThat(directory).as("looking writes nothing").isEmptyDirectory();
    }

    @Test
    void isNoneWhereItsDataLiesBehindALink() throws IOException {
        // Given
        Path real = Files.createDirectory(directory.resolve("real"));
        keep(real);
        Path linked = Files.createDirectory(directory.resolve("linked"));
        Files.copy(real.resolve(Home.PORTS), linked.resolve(Home.PORTS));
        Files.createSymbolicLink(linked.resolve(Home.KAFKA), real.resolve(Home.KAFKA));

        // Then
        assertThat(BrokerDirectory.isOne(linked)).isFalse();
    }

    @Test
    void isRunningWhileABrokerHasItAndCannotBeTakenThen() throws IOException {
        // Given
        try (Home home = Home.open(directory)) {
            // When
            boolean running = BrokerDirectory.isRunning(directory);

            // Then
            assertThat(running).isTrue();
            assertThat(home.kafka()).isEqualTo(BrokerDirectory.logs(directory));
            assertThat(BrokerDirectory.take(directory)).isEmpty();
        }
        assertThat(BrokerDirectory.isRunning(directory)).isFalse();
    }

    @Test
    void letsNoBrokerStartWhileItIsTaken() throws IOException {
        try (Closeable taken = BrokerDirectory.take(directory).orElseThrow()) {
            // Then
            assertThat(taken).isNotNull();
            assertThatThrownBy(() -> Home.open(directory)).hasMessageContaining("is in use by a running broker");
        }
        Home.open(directory).close();
    }

    private static void keep(Path directory) throws IOException {
        Files.writeString(directory.resolve(Home.PORTS), "port=20001\ncontroller.port=20002\n");
        Files.createDirectory(directory.resolve(Home.KAFKA));
        Files.createFile(directory.resolve(Home.KAFKA).resolve(EmbeddedBroker.FORMATTED));
    }
}
