package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.protocol.v1.MaskChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunFoldTest {

    private static final int[] NONE = {};

    private final Events events = new Events("r1");
    private final Desk desk = new Desk().hand(new Desk().topics.runs(), "r1", events.manifest());

    @Test
    void beginsWithAllNodesOpen() {
        // When
        RunView view = desk.view("r1");

        // Then
        assertThat(value("plumbline_open_nodes", view)).isEqualTo(10);
        assertThat(value("plumbline_density_ratio", view)).isEqualTo(1);
        assertThat(value("plumbline_mask_version", view)).isZero();
        assertThat(value("plumbline_training_loss_nats", view)).isNaN();
        assertThat(view.life().state()).isEqualTo(LifeCycle.State.ANNOUNCED);
    }

    @Test
    void showsAMaskInForceAlsoWhereNobodyKnowsHowLongItTook() {
        // Given
        changes(events.changed(20, 0, 1, Mask.allOpen(10).with(new int[] {0, 6}, NONE), List.of(0, 6), List.of()));

        // When
        desk.hand(desk.topics.maskAcks(), "r1", events.applied(1, Double.NaN));

        // Then
        RunView view = desk.view("r1");
        assertThat(desk.causes()).isEmpty();
        assertThat(value("plumbline_open_nodes", view)).isEqualTo(8);
        assertThat(view.acks().applied()).isEqualTo(1);
        assertThat(view.acks().decision().count()).isZero();
    }

    @Test
    void showsTheMaskOfTheVersionInForceAndNotOneThatWasRejected() {
        // Given
        Mask first = Mask.allOpen(10).with(new int[] {0, 6}, NONE);
        Mask second = first.with(new int[] {1, 2}, NONE);
        Mask third = first.with(new int[] {7}, new int[] {0});
        changes(events.changed(20, 0, 1, first, List.of(0, 6), List.of()));
        desk.hand(desk.topics.maskAcks(), "r1", events.applied(1, 5));

        // When
        changes(events.changed(40, 1, 2, second, List.of(1, 2), List.of()));
        desk.hand(desk.topics.maskAcks(), "r1", events.rejected(2));
        changes(events.unchanged(60, 1));
        changes(events.changed(80, 1, 3, third, List.of(7), List.of(0)));

        // Then: the first is in force, the third in flight
        RunView view = desk.view("r1");
        assertThat(value("plumbline_mask_version", view)).isEqualTo(1);
        assertThat(value("plumbline_mask_version_decided", view)).isEqualTo(3);
        assertThat(value("plumbline_open_nodes", view)).isEqualTo(8);
        // Costs 10 and 20: (5·10 + 3·20) / (6·10 + 4·20)
        assertThat(value("plumbline_density_ratio", view)).isCloseTo(110.0 / 140, within(1e-12));
        assertThat(values("plumbline_layer_open_nodes", view))
                .containsEntry(List.of("dense-1", "dense"), 5.0)
                .containsEntry(List.of("dense-2", "dense"), 3.0);
        assertThat(values("plumbline_mask_changes", view))
                .containsEntry(List.of("dense-1", "dense", "closed"), 3.0)
                .containsEntry(List.of("dense-1", "dense", "opened"), 1.0)
                .containsEntry(List.of("dense-2", "dense", "closed"), 2.0)
                .containsEntry(List.of("dense-2", "dense", "opened"), 0.0);
        desk.hand(desk.topics.maskAcks(), "r1", events.applied(3, 5));
        assertThat(value("plumbline_open_nodes", desk.view("r1"))).isEqualTo(8);
        assertThat(values("plumbline_layer_open_nodes", desk.view("r1")))
                .containsEntry(List.of("dense-2", "dense"), 2.0);
    }

    @Test
    void saysNothingOfAMaskWhoseDecisionWasNotRead() {
        // When
        changes(events.unchanged(400, 7));

        // Then
        assertThat(value("plumbline_mask_version", desk.view("r1"))).isEqualTo(7);
        assertThat(value("plumbline_open_nodes", desk.view("r1"))).isNaN();
    }

    @Test
    void showsBothGaps() {
        // When
        desk.hand(desk.topics.evaluations(), "r1", events.evaluation(100, 0.5, 0.75));
        desk.hand(desk.topics.conditions(), "r1", events.condition(100, 2, 0.5));

        // Then
        RunView view = desk.view("r1");
        assertThat(value("plumbline_generalization_gap_nats", view)).isEqualTo(0.25);
        assertThat(value("plumbline_generalization_gap_error_ratio", view)).isEqualTo(0.125);
        assertThat(value("plumbline_convergence_gap_nats", view)).isEqualTo(0.5);
        assertThat(value("plumbline_convergence_gap_predicted_nats", view)).isEqualTo(0.75);
        assertThat(value("plumbline_condition_number", view)).isEqualTo(4);
        assertThat(values("plumbline_layer_condition_number", view)).containsEntry(List.of("dense-1", "dense"), 8.0);
    }

    @Test
    void hasNoTestMetersWithoutATestPart() {
        // When
        desk.hand(desk.topics.evaluations(), "r1", events.evaluation(100, 0.5, Double.NaN));

        // Then
        RunView view = desk.view("r1");
        assertThat(value("plumbline_training_loss_nats", view)).isEqualTo(0.5);
        assertThat(value("plumbline_test_loss_nats", view)).isNaN();
        assertThat(value("plumbline_test_error_ratio", view)).isNaN();
        assertThat(value("plumbline_generalization_gap_nats", view)).isNaN();
    }

    @Test
    void letsTheTimeOfTheLastStepStandStillWhileTheStepDoes() {
        // Given
        desk.hand(desk.topics.evaluations(), "r1", events.progress(50, 7_000, 1, 0));

        // When
        desk.hand(desk.topics.evaluations(), "r1", events.progress(50, 9_000, 4, 2));

        // Then
        RunView view = desk.view("r1");
        assertThat(value("plumbline_last_step", view)).isEqualTo(50);
        assertThat(value("plumbline_last_step_timestamp_seconds", view)).isEqualTo(7);
        assertThat(value("plumbline_publish_queue_steps", view)).isEqualTo(4);
        assertThat(value("plumbline_steps_dropped", view)).isEqualTo(2);
        assertThat(value("plumbline_step_seconds", view)).isEqualTo(0.008);
    }

    @Test
    void takesTheLaterAttemptForTheLaterOne() {
        // Given
        Events again = new Events("r1", 2);
        desk.hand(desk.topics.evaluations(), "r1", events.evaluation(100, 0.5, 0.75));
        desk.hand(desk.topics.runs(), "r1", events.failed(120));

        // When
        desk.hand(desk.topics.evaluations(), "r1", again.evaluation(80, 0.625, 0.75));
        desk.hand(desk.topics.runs(), "r1", again.manifest());
        desk.hand(desk.topics.runs(), "r1", again.resumed(60));

        // Then
        RunView view = desk.view("r1");
        assertThat(value("plumbline_training_loss_nats", view)).isEqualTo(0.625);
        assertThat(value("plumbline_attempt", view)).isEqualTo(2);
        assertThat(view.life().state()).isEqualTo(LifeCycle.State.RUNNING);
        assertThat(values("plumbline_run_state", view))
                .containsEntry(List.of("running"), 1.0)
                .containsEntry(List.of("failed"), 0.0);
    }

    @Test
    void keepsTheFirstEndOfAnAttempt() {
        // When
        desk.hand(desk.topics.runs(), "r1", events.finished(1_000));
        desk.hand(desk.topics.runs(), "r1", events.started());
        desk.hand(desk.topics.runs(), "r1", events.failed(1_000));

        // Then
        assertThat(desk.view("r1").life().state()).isEqualTo(LifeCycle.State.FINISHED);
    }

    @Test
    void remembersTheMaskInForceThroughAnyNumberOfRejections() {
        // Given
        Mask first = Mask.allOpen(10).with(new int[] {3}, NONE);
        changes(events.changed(20, 0, 1, first, List.of(3), List.of()));
        desk.hand(desk.topics.maskAcks(), "r1", events.applied(1, 5));

        // When
        for (long version = 2; version < 42; version++) {
            Mask never = first.with(new int[] {4, 5}, NONE);
            changes(events.changed(20 * version, 1, version, never, List.of(4, 5), List.of()));
            desk.hand(desk.topics.maskAcks(), "r1", events.rejected(version));
        }

        // Then
        assertThat(value("plumbline_open_nodes", desk.view("r1"))).isEqualTo(9);
        assertThat(values("plumbline_mask_acks", desk.view("r1")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(List.of("applied"), 1.0, List.of("rejected"), 40.0));
    }

    private void changes(MaskChange decision) {
        desk.hand(desk.topics.maskChanges(), "r1", decision);
    }

    static double value(String name, RunView view) {
        return Meters.OF_RUNS.stream()
                .filter(meter -> meter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .applyAsDouble(view);
    }

    static Map<List<String>, Double> values(String name, RunView view) {
        return Meters.BY_LABEL.stream()
                .filter(meter -> meter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values()
                .apply(view);
    }
}
