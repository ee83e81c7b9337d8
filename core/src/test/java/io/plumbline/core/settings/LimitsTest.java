package io.plumbline.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    @ParameterizedTest
    @CsvSource({
        "ATTENTION_HEAD, 0, 0, 0",
        "FEED_FORWARD, 0, 0, 0",
        "EXPERT, 0, 0, 0",
        "DENSE, 0, 0, 1",
        "CONVOLUTION, 0, 0, 1",
        "STREAM, 0, 0, 1",
        "ATTENTION_HEAD, 2, 0, 2",
        "FEED_FORWARD, 0, 0.3, 3",
        "DENSE, 99, 0, 8"
    })
    void allNodesMayCloseWhereAResidualWayLeadsPast(LayerKind kind, int nodes, double share, int expected) {
        // Given
        Limits limits = SettingsOf.floor(nodes, share).limits();

        // When
        int floor = limits.floor(new Layer("layer", kind, 8, 1));

        // Then
        assertThat(floor).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ATTENTION_HEAD, 3",
        "FEED_FORWARD, 0",
        "EXPERT, 6",
        "CONVOLUTION, 1",
        "DENSE, 4",
        "STREAM, 8",
    })
    void layersOfAKindKeepTheFloorOfTheirKind(LayerKind kind, int expected) {
        // Given: in general 4 nodes and three in eight
        Limits limits = SettingsOf.floor(4, 0.375)
                .with(Map.of(
                        "floor-nodes.attention-head",
                        1,
                        "floor-nodes.feed-forward",
                        0,
                        "floor-share.feed-forward",
                        0.0,
                        "floor-share.expert",
                        0.75,
                        "floor-nodes.convolution",
                        0,
                        "floor-share.convolution",
                        0.0,
                        "floor-nodes.stream",
                        99))
                .limits();

        // When
        int floor = limits.floor(new Layer("layer", kind, 8, 1));

        // Then
        assertThat(floor).isEqualTo(expected);
    }
}
