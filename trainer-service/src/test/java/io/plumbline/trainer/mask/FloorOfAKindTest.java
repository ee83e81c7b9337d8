package io.plumbline.trainer.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.GateSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decisions where layers of some kind have a floor of their own. */
class FloorOfAKindTest {

    private static final long STEPS = 20;

    @Test
    void aKindWithAFloorOfItsOwnMayGoBelowThatOfTheOthers() {
        // Given: 4 experts keep one, 6 units two
        Layers layers = Layers.of(List.of(
                new Layer("block-units", LayerKind.FEED_FORWARD, 6, 10),
                new Layer("block-experts", LayerKind.EXPERT, 4, 10)));
        GateSettings settings = GateSettings.defaults("fisher", 100).with("floor-nodes.expert", 1);
        MaskKeeper byKind = new MaskKeeper(layers, settings, 10);

        // When
        ChangeResult units = byKind.accept(MaskKeeperTest.change(1, 0, 0, 1, 2, 3, 4), STEPS);
        ChangeResult all = byKind.accept(MaskKeeperTest.change(2, 0, 6, 7, 8, 9), STEPS);
        ChangeResult experts = byKind.accept(MaskKeeperTest.change(3, 0, 6, 7, 8), STEPS);

        // Then
        assertThat(units.rejection().orElseThrow().reason())
                .startsWith("it leaves 1 nodes of layer block-units open, expected at least 2");
        assertThat(all.rejection().orElseThrow().reason())
                .startsWith("it leaves 0 nodes of layer block-experts open, expected at least 1");
        assertThat(experts.kind()).isEqualTo(ChangeResult.Kind.ACCEPTED);
    }
}
