package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricNamesTest {

    @Test
    void findsWhatIsAskedForInVainAndWhatNobodyAsksFor() {
        // Given
        MetricNames names = new MetricNames(Set.of("plumbline_last_step", "plumbline_novelties_total", "go_threads"));

        // Then
        assertThat(names.unknown())
                .contains("plumbline_condition_number", "run:plumbline_active:bool", "up")
                .doesNotContain("plumbline_last_step", "plumbline_run_ended_timestamp_seconds");
        assertThat(names.unused()).containsExactly("plumbline_novelties_total");
    }
}
