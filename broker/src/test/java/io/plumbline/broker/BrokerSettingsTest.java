package io.plumbline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerSettingsTest {

    private static final Path SOMEWHERE = Path.of("data");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.7", "localhost", "::1"})
    void acceptsLoopback(String host) {
        assertThat(new BrokerSettings(SOMEWHERE, host, 0).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "", " "})
    void refusesToListenBeyondLoopback(String host) {
        assertThatThrownBy(() -> new BrokerSettings(SOMEWHERE, host, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback only")
                .hasMessageContaining("'" + host + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesWhatIsNoPort(int port) {
        assertThatThrownBy(() -> new BrokerSettings(SOMEWHERE, "127.0.0.1", port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("broker port must be 0 to 65535, was " + port);
    }

    @Test
    void refusesToKeepLessThanASegment() {
        assertThatThrownBy(() -> new BrokerSettings(SOMEWHERE, "127.0.0.1", 0, Duration.ofHours(1), 1023))
                .hasMessage("the broker's retention must be at least 1048576 bytes a partition, was 1023");
        assertThatThrownBy(() -> new BrokerSettings(SOMEWHERE, "127.0.0.1", 0, Duration.ZERO, 1 << 20))
                .hasMessage("the broker's retention must be at least 1s, was PT0S");
    }

    @Test
    void namesItsDirectoryInFull() {
        assertThat(BrokerSettings.in(Path.of("a", "..", "b")).directory())
                .isAbsolute()
                .endsWithRaw(Path.of("b"));
    }
}
