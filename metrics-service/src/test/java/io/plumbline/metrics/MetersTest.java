package io.plumbline.metrics;

import static io.plumbline.metrics.RunFoldTest.value;
import static io.plumbline.metrics.RunFoldTest.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The relations that the Javadoc of {@link Meters} states, on runs drawn at random. */
class MetersTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.plumbline.metrics.FoldPropertiesTest#seeds")
    void holdTheRelationsThatTheyState(long seed) {
        // Given
        Desk desk = new Desk();

        // When
        Story.of("r", Topics.standard(), new Random(seed))
                .forEach(chapter -> chapter.forEach(line -> line.handTo(desk)));

        // Then
        RunView view = desk.view("r");
        Map<List<String>, Double> acks = values("plumbline_mask_acks", view);
        double changed = values("plumbline_mask_decisions", view).get(List.of("changed"));
        assertThat(acks.get(List.of("applied")) + acks.get(List.of("rejected"))).isLessThanOrEqualTo(changed);
        assertThat((double) view.acks().decision().count()).isEqualTo(acks.get(List.of("applied")));
        assertThat(value("plumbline_mask_rollbacks", view)).isLessThanOrEqualTo(changed);
        assertThat(value("plumbline_mask_version", view))
                .isLessThanOrEqualTo(value("plumbline_mask_version_decided", view));
        assertThat(value("plumbline_open_nodes", view))
                .isEqualTo(sum("plumbline_layer_open_nodes", view))
                .isLessThanOrEqualTo(value("plumbline_nodes", view));
        // Boxed, since NaN equals NaN then
        assertThat(value("plumbline_generalization_gap_nats", view))
                .isEqualTo(Double.valueOf(
                        value("plumbline_test_loss_nats", view) - value("plumbline_training_loss_nats", view)));
        assertThat(value("plumbline_condition_number", view))
                .isEqualTo(Double.valueOf(value("plumbline_smoothness", view) / value("plumbline_pl_constant", view)));
        assertThat(sum("plumbline_run_state", view)).isEqualTo(1);
        if (acks.get(List.of("rejected")) == 0) {
            closedAndOpenedAccountForTheMask(view);
        }
    }

    @Test
    void haveOneNameEachWithPrefixAndHelp() {
        // Given
        Set<String> names = new HashSet<>();

        // When
        Meters.OF_RUNS.forEach(meter -> assertThat(names.add(meter.name())).isTrue());
        Meters.BY_LABEL.forEach(meter -> assertThat(names.add(meter.name())).isTrue());

        // Then
        assertThat(names).allMatch(name -> name.matches("plumbline_[a-z_]+") && !name.endsWith("_total"));
        assertThat(Meters.OF_RUNS).allMatch(meter -> meter.help().endsWith("."));
        assertThat(Meters.BY_LABEL).allMatch(meter -> meter.help().endsWith("."));
    }

    private static void closedAndOpenedAccountForTheMask(RunView view) {
        Map<List<String>, Double> changes = values("plumbline_mask_changes", view);
        values("plumbline_layer_nodes", view)
                .forEach((layer, nodes) -> assertThat(nodes
                                - values("plumbline_layer_open_nodes", view).get(layer))
                        .isEqualTo(changes.get(List.of(layer.get(0), layer.get(1), "closed"))
                                - changes.get(List.of(layer.get(0), layer.get(1), "opened"))));
    }

    private static double sum(String name, RunView view) {
        return values(name, view).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}
