package io.plumbline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {

    @TempDir
    Path directory;

    @Test
    void hasNoPortsBeforeTheFirstStart() throws IOException {
        // When
        try (Home first = Home.open(directory)) {
            // Then
            assertThat(first.ports()).isEmpty();
        }
    }

    @Test
    void keepsThePortsOfTheFirstStart() throws IOException {
        // Given
        Ports ports = new Ports(20_001, 20_002);
        try (Home first = Home.open(directory)) {
            first.keep(ports);
        }

        // When
        try (Home second = Home.open(directory)) {

            // Then
            assertThat(second.ports()).contains(ports);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"port=many", "port=0", "port=70000", ""})
    void saysWhichLineHoldsNoPort(String text) throws IOException {
        // Given
        Files.writeString(directory.resolve("broker.properties"), text);

        try (Home home = Home.open(directory)) {
            // When, Then
            assertThatThrownBy(home::ports)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("broker.properties: port must be a port, 1 to 65535");
        }
    }

    @Test
    void saysThatADirectoryCannotBeMade() throws IOException {
        // Given
        Path file = Files.createFile(directory.resolve("file"));

        // When, Then
        assertThatThrownBy(() -> Home.open(file.resolve("data")))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("cannot be used");
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            Ports ports = Ports.free("127.0.0.1", other.getLocalPort());

            // When, Then
            assertThatThrownBy(() -> ports.requireFree("127.0.0.1"))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " on 127.0.0.1 is in use");
        }
    }

    @Test
    void choosesTwoDifferentFreePorts() {
        // When
        Ports ports = Ports.free("127.0.0.1", 0);

        // Then
        assertThat(ports.broker()).isNotEqualTo(ports.controller());
        ports.requireFree("127.0.0.1");
    }
}
