package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.protocol.BadRecordException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PruningsTest {

    private static final Layers LAYERS = Layers.of(
            List.of(new Layer("dense-1", LayerKind.DENSE, 6, 10), new Layer("dense-2", LayerKind.DENSE, 4, 20)));

    private final Events events = new Events("r1");

    @Test
    void countsWhatIsLeftOfTheWholeNetwork() throws BadRecordException {
        // When
        Prunings twice = Prunings.NONE
                .plus(events.pruning(100, 3).build(), LAYERS)
                .plus(
                        events.pruning(200, 7)
                                .setCostBefore(120)
                                .setCostAfter(40)
                                .setRemoved(1, 2)
                                .build(),
                        LAYERS);

        // Then
        assertThat(twice.count()).isEqualTo(2);
        assertThat(twice.costRatio()).isEqualTo(40 / 160.0, within(1e-15));
        assertThat(twice.removed(0)).isEqualTo(1);
        assertThat(twice.removed(1)).isEqualTo(2);
    }

    @Test
    void isWholeBeforeTheFirst() {
        assertThat(Prunings.NONE.costRatio()).isEqualTo(1);
        assertThat(Prunings.NONE.removed(1)).isZero();
    }

    @Test
    void countsAPruningOnce() throws BadRecordException {
        // Given
        Prunings once = Prunings.NONE.plus(events.pruning(100, 3).build(), LAYERS);

        // Then
        assertThat(once.plus(events.pruning(100, 3).build(), LAYERS)).isEqualTo(once);
    }

    @Test
    void refusesMoreNodesThanALayerHas() {
        assertThatThrownBy(() -> Prunings.NONE.plus(
                        events.pruning(100, 3).setRemoved(1, 5).build(), LAYERS))
                .hasMessage("5 nodes removed of 4");
        assertThatThrownBy(() ->
                        Prunings.NONE.plus(events.pruning(100, 3).addRemoved(0).build(), LAYERS))
                .hasMessage("nodes removed of 3 layers of 2");
    }

    @Test
    void refusesCostsThatAreNoNumbers() {
        assertThatThrownBy(() -> Prunings.NONE.plus(
                        events.pruning(100, 3).setCostAfter(Double.NaN).build(), LAYERS))
                .isInstanceOf(BadRecordException.class);
    }
}
