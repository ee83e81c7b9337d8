package io.plumbline.trainer.run;

import static io.plumbline.core.model.LayerKind.ATTENTION_HEAD;
import static io.plumbline.core.model.LayerKind.EXPERT;
import static io.plumbline.core.model.LayerKind.FEED_FORWARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.settings.Limits;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Floors of kinds of layers, in a run's description. */
class FloorsByKindOfARunTest {

    private static final String MAP =
            "gate: {floor-nodes: {attention-head: 1, feed-forward: 0}, floor-share.expert: 0.25}";

    @Test
    void areReadFromAMapUnderTheKey() {
        // When
        Limits limits = limits(RunDescription.parse(MAP));

        // Then: what is not given holds as ever
        assertThat(limits.floorNodes().usual()).isEqualTo(2);
        assertThat(limits.floorNodes().own()).isEqualTo(Map.of(ATTENTION_HEAD, 1L, FEED_FORWARD, 0L));
        assertThat(limits.floorShare().usual()).isEqualTo(0.1);
        assertThat(limits.floorShare().own()).isEqualTo(Map.of(EXPERT, 0.25));
    }

    @Test
    void standBesideThePlainNumber() {
        // When
        Limits limits = limits(RunDescription.parse("gate: {floor-nodes: 5, floor-nodes.expert: 3}"));

        // Then
        assertThat(limits.floorNodes().usual()).isEqualTo(5);
        assertThat(limits.floorNodes().own()).isEqualTo(Map.of(EXPERT, 3L));
    }

    @Test
    void areReadFromFlagsAndTheEnvironment() {
        // When
        RunDescription run = Configuration.of(
                        Map.of("gate.floor-nodes.expert", "3"),
                        Map.of("PLUMBLINE_GATE_FLOOR_SHARE_ATTENTION_HEAD", "0.5"),
                        Optional.empty())
                .finish(RunDescription::read);

        // Then
        assertThat(limits(run).floorNodes().own()).isEqualTo(Map.of(EXPERT, 3L));
        assertThat(limits(run).floorShare().own()).isEqualTo(Map.of(ATTENTION_HEAD, 0.5));
    }

    @Test
    void comeBackFromTheResolvedForm() {
        // Given
        RunDescription run = RunDescription.parse(MAP).resolve(1437);

        // Then
        assertThat(RunDescription.parse(run.yaml())).isEqualTo(run);
        assertThat(run.yaml())
                .contains("floor-nodes: 2\n", "floor-nodes.attention-head: 1\n", "floor-share.expert: 0.25");
        assertThat(RunDescription.parse("").resolve(1437).yaml()).doesNotContain("floor-nodes.", "floor-share.");
    }

    @Test
    void sayWhatIsWrong() {
        refuses(
                "floor-nodes: {heads: 1}",
                "gate.floor-nodes.heads is no known setting: expected one of gate.floor-nodes.dense,"
                        + " gate.floor-nodes.convolution, gate.floor-nodes.stream, gate.floor-nodes.attention-head,"
                        + " gate.floor-nodes.feed-forward, gate.floor-nodes.expert");
        refuses(
                "floor-nodes: {experts: 1}",
                "gate.floor-nodes.experts is no known setting; did you mean gate.floor-nodes.expert?");
        refuses(
                "floor-nodes: {expert: many}",
                "gate.floor-nodes.expert must be a whole number at least 0 and at most 1000000, was 'many'");
        refuses("floor-share: {expert: 1.5}", "gate.floor-share.expert must be a number from 0 to 1, was '1.5'");
        refuses("budget: {expert: 1}", "gate.budget.expert is no known setting");
    }

    private static Limits limits(RunDescription run) {
        return run.gating().settings().limits();
    }

    private static void refuses(String gate, String sentence) {
        assertThatThrownBy(() -> RunDescription.parse("gate: {" + gate + "}"))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.sentences()).containsExactly(sentence));
    }
}
