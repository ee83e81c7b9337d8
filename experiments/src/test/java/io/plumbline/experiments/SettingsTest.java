package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.service.Configuration;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final RunDescription run = Configuration.of(
                    Map.of("data.set", "mnist=mnist", "network.layers", "7,5", "gate.alpha", "2", "seed", "-3"))
            .finish(RunDescription::read);

    private final Settings settings = Settings.of(run);

    @Test
    void describesTheRunThatItWasMadeOf() {
        // What nobody gave is said by now, so that it follows no other run's length.
        assertThat(settings.description(Path.of("")).yaml()).isEqualTo(run.yaml());
        assertThat(settings.nodes()).containsExactly(7, 5);
    }

    @Test
    void keepsFloorsOfKindsBesideThoseOfAll() {
        // When
        RunDescription floors = RunDescription.parse("gate: {floor-nodes: {expert: 3, feed-forward: 0}}");
        Settings flat = Settings.of(floors);

        // Then
        assertThat(flat.values())
                .containsEntry("gate.floor-nodes", "2")
                .containsEntry("gate.floor-nodes.expert", "3")
                .containsEntry("gate.floor-nodes.feed-forward", "0");
        assertThat(flat.description(Path.of("")).yaml()).isEqualTo(floors.yaml());
    }

    @Test
    void saysTheNodesOfANetworkOfAnyKindByItsKeys() {
        // Given
        Settings cnn = Settings.of(Configuration.of(Map.of(
                        "network.kind", "cnn",
                        "network.channels", "8,16",
                        "network.dense", "5"))
                .finish(RunDescription::read));

        // Then
        assertThat(cnn.nodes()).containsExactly(8, 16, 5);
        assertThat(cnn.withNodes(List.of(3, 2, 1))).isEqualTo(Map.of("network.channels", "3,2", "network.dense", "1"));
        assertThat(settings.withNodes(List.of(4, 3))).isEqualTo(Map.of("network.layers", "4,3"));
    }

    @Test
    void looksForDataBelowTheRoot() {
        assertThat(settings.description(Path.of("somewhere", "data"))
                        .data()
                        .source()
                        .path())
                .isEqualTo(Path.of("somewhere", "data", "mnist"));
    }

    @Test
    void namesARunByEverythingThatItFollowsFrom() {
        // Given
        String key = settings.key("1", "ab");

        // Then
        assertThat(key).matches("[0-9a-f]{20}").isEqualTo(Settings.of(run).key("1", "ab"));
        assertThat(settings.key("2", "ab")).isNotEqualTo(key);
        assertThat(settings.key("1", "ac")).isNotEqualTo(key);
        assertThat(settings.with("seed", "4").key("1", "ab")).isNotEqualTo(key);
        assertThat(settings.with("gate.alpha", "1").key("1", "ab")).isNotEqualTo(key);
    }

    @Test
    void namesARunAlikeWhereverItsDataLiesAndWhateverLossesAreMarked() {
        assertThat(settings.with("data.set", "mnist=/elsewhere")
                        .with("loss.thresholds", "0.2")
                        .key("1", "ab"))
                .isEqualTo(settings.key("1", "ab"));
    }

    /** 50 · (3 + 2 draws + 4·3) products on 32 examples / (3 on 100) = 90.7 steps. */
    @Test
    void watchesSeldomWhereNobodyGaveAnIntervalOfProbes() {
        // Given
        Plan plan = Plans.read(
                Map.of("methods", "dense,fisher", "batch", "100", "probe.batch", "32", "decision-interval", "25"));

        // Then
        assertThat(plan.base().get(Settings.PROBE_INTERVAL)).isEqualTo("12");
        assertThat(plan.base().get(Settings.WATCH_INTERVAL)).isEqualTo("91");
    }
}
