package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.protocol.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTopologyTest {

    /**
     * Before you accept a change of the golden file, think about gates that run: a renamed store begins empty, with its
     * runs forgotten; a renamed or re-ordered sub-topology strands the state directory and the changelogs of the old name; a
     * new source with another number of partitions cannot be joined. Such a change needs a new application id, or runs
     * that have ended.
     */
    @Test
    void doesNotChangeWithoutIntent() throws IOException {
        // Given
        String golden;
        try (InputStream resource = getClass().getResourceAsStream("/gate-topology.txt")) {
            golden = new String(resource.readAllBytes(), UTF_8);
        }

        // When
        var topology =
                GateTopology.build(Topics.standard(), 4, Duration.ofHours(1), new Meters(new SimpleMeterRegistry()));

        // Then
        assertThat(topology.describe().toString().strip()).isEqualTo(golden.strip());
    }
}
