package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.SyntheticRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of settings says how many nodes of a layer stay open at least. */
class FloorsShownTest {

    private static final RunHistory USUAL = SyntheticRun.gated("a");

    @Test
    void kindsWithFloorsOfTheirOwnStandBehindWhatHoldsForAll() {
        // Given
        RunHistory byKind = with(Map.of("floor-nodes.attention-head", 1, "floor-share.expert", 0.5));

        // Then
        assertThat(SettingsTable.of(List.of(USUAL, byKind)).rows())
                .contains(new Table.Row(
                        "open nodes that a layer keeps at least",
                        List.of("2 or 10.0 %", "2 or 10.0 %; attention-head: 1 or 10.0 %; expert: 2 or 50.0 %")));
    }

    private static RunHistory with(Map<String, ?> changes) {
        GateSettings settings =
                GateSettings.defaults("greedy-q", SyntheticRun.STEPS).with(changes);
        return new RunHistory(
                USUAL.manifest().toBuilder()
                        .setGate(GateSettingsCodec.write(settings))
                        .build(),
                USUAL.evaluations(),
                USUAL.progress(),
                USUAL.conditions(),
                USUAL.decisions(),
                USUAL.acks(),
                USUAL.prunings(),
                USUAL.ending());
    }
}
