package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GateBacklogTest {

    @Test
    void countsWhatWasWrittenAfterWhatWasRead() {
        // When
        GateBacklog backlog = GateBacklog.of(Map.of(0, 70L, 1, 5L), Map.of(0, 0L, 1, 0L), Map.of(0, 100L, 1, 5L));

        // Then
        assertThat(backlog.records()).containsExactlyInAnyOrderEntriesOf(Map.of(0, 30L, 1, 0L));
        assertThat(backlog.isEmpty()).isFalse();
    }

    @Test
    void countsAllThatIsLeftOfAPartitionThatWasNeverRead() {
        assertThat(GateBacklog.of(Map.of(), Map.of(2, 40L), Map.of(2, 100L)).records())
                .isEqualTo(Map.of(2, 60L));
    }

    @Test
    void countsNothingTwiceWhereTheBrokerHasRemovedUnreadRecords() {
        assertThat(GateBacklog.of(Map.of(0, 10L), Map.of(0, 90L), Map.of(0, 100L))
                        .records())
                .isEqualTo(Map.of(0, 10L));
    }

    @Test
    void isEmptyWhereTheGateReadOnWhileItWasAsked() {
        // When
        GateBacklog backlog = GateBacklog.of(Map.of(0, 101L), Map.of(0, 0L), Map.of(0, 100L));

        // Then
        assertThat(backlog.isEmpty()).isTrue();
        assertThat(backlog.waitingSeconds(5_000)).isZero();
    }

    @Test
    void waitsSinceItsOldestRecord() {
        // Given
        GateBacklog backlog = GateBacklog.of(Map.of(), Map.of(), Map.of(0, 3L)).since(OptionalLong.of(2_000));

        // Then: a clock that is behind makes no negative time
        assertThat(backlog.waitingSeconds(5_500)).isEqualTo(3.5);
        assertThat(backlog.waitingSeconds(1_000)).isZero();
    }
}
