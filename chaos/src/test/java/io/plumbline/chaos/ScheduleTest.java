package io.plumbline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void isAFunctionOfSeedAndRound() {
        assertThat(Schedule.of(7, 1, 26)).isEqualTo(Schedule.of(7, 1, 26)).isNotEqualTo(Schedule.of(7, 2, 26));
    }

    @Test
    void killsEveryKindInItsShare() {
        // When
        List<Act> acts = Schedule.of(3, 1, 26);

        // Then
        assertThat(acts)
                .filteredOn(act -> act.kills() && act.victim() == Victim.TRAINER)
                .hasSize(9);
        assertThat(acts)
                .filteredOn(act -> act.kills() && act.victim() == Victim.GATE)
                .hasSize(7);
        assertThat(acts)
                .filteredOn(act -> act.kills() && act.victim() == Victim.METRICS)
                .hasSize(3);
        assertThat(acts)
                .filteredOn(act -> act.kills() && act.victim() == Victim.BROKER)
                .hasSize(4);
        assertThat(acts)
                .filteredOn(act -> act.kills() && act.victim() == Victim.CONTROLLER)
                .hasSize(3);
    }

    @Test
    void aShortOneMeetsEveryKindAndKillsTheClusterOnce() {
        // When
        List<Act> acts = Schedule.of(11, 0, 12);

        // Then
        assertThat(acts).filteredOn(Act::kills).extracting(Act::victim).contains(Victim.values());
        assertThat(acts).filteredOn(act -> act.victim() == Victim.CLUSTER).hasSize(1);
        assertThat(acts.stream().mapToInt(Act::killed).sum()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void pausesLastFromOneToFortySeconds() {
        assertThat(Schedule.of(5, 3, 26))
                .filteredOn(act -> !act.kills())
                .isNotEmpty()
                .extracting(Act::pause)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(40)));
    }
}
