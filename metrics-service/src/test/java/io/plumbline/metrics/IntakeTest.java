package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RunEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final byte[] KEY = "r1".getBytes(StandardCharsets.UTF_8);

    private final Events events = new Events("r1");
    private final Desk desk = new Desk();

    @Test
    void holdsWhatComesBeforeItsManifest() {
        // Given
        desk.hand(desk.topics.conditions(), "r1", events.condition(20, 2, 1));
        desk.hand(desk.topics.maskAcks(), "r1", events.applied(1, 5));

        // When
        int held = desk.held;
        desk.hand(desk.topics.runs(), "r1", events.manifest());

        // Then
        assertThat(held).isEqualTo(2);
        assertThat(desk.held).isZero();
        assertThat(desk.view("r1").acks().applied()).isEqualTo(1);
        assertThat(desk.view("r1").conditioning().latest().getStep()).isEqualTo(20);
    }

    @Test
    void refusesWhatHasNoManifestAfterAWhile() {
        // Given
        desk.hand(desk.topics.conditions(), "r1", events.condition(20, 2, 1));
        long patience = Intake.PATIENCE.toMillis();
        desk.intake.refuseForgotten(Desk.NOW + patience);

        // When
        int heldWithinPatience = desk.held;
        desk.intake.refuseForgotten(Desk.NOW + patience + 1);

        // Then
        assertThat(heldWithinPatience).isEqualTo(1);
        assertThat(desk.held).isZero();
        assertThat(desk.causes()).containsExactly(Cause.UNKNOWN_RUN);
        assertThat(desk.bad.get(0)).hasMessage("no manifest of run r1, attempt 1, came");
    }

    @Test
    void hasBoundedRoomForWhatItHolds() {
        // When
        for (int step = 0; step <= Intake.HELD_AT_MOST; step++) {
            desk.hand(desk.topics.maskAcks(), "r1", events.applied(step + 1, 5));
        }

        // Then
        assertThat(desk.held).isEqualTo(Intake.HELD_AT_MOST);
        assertThat(desk.causes()).containsExactly(Cause.UNKNOWN_RUN);
    }

    @Test
    void refusesBytesThatAreNoEvent() {
        // When
        desk.take(Desk.record(desk.topics.runs(), 0, KEY, new byte[] {-1, -1, -1}, Desk.NOW));
        desk.take(Desk.record(desk.topics.evaluations(), 0, KEY, null, Desk.NOW));
        desk.hand(desk.topics.runs(), "r1", RunEvent.getDefaultInstance());

        // Then
        assertThat(desk.causes()).containsExactly(Cause.MALFORMED, Cause.MALFORMED, Cause.INVALID);
    }

    @Test
    void refusesWhatLiesWhereItDoesNotBelong() {
        // Given
        byte[] manifest = events.manifest().toByteArray();
        int belongs =
                Desk.record(desk.topics.runs(), "r1", events.manifest(), 0).partition();
        int elsewhere = (belongs + 1) % Desk.PARTITIONS;

        // When
        desk.take(Desk.record(desk.topics.runs(), elsewhere, KEY, manifest, Desk.NOW));
        desk.hand(desk.topics.runs(), "r2", events.manifest());
        desk.take(Desk.record(desk.topics.runs(), belongs, null, manifest, Desk.NOW));

        // Then
        assertThat(desk.causes()).containsExactly(Cause.WRONG_PARTITION, Cause.WRONG_RUN, Cause.WRONG_RUN);
        assertThat(desk.intake.views()).isEmpty();
    }

    @Test
    void refusesNamesThatCouldNotBeLabels() {
        // Given
        Events strange = new Events("a\"} 1\n");

        // When
        desk.hand(desk.topics.runs(), strange.run(), strange.started());

        // Then
        assertThat(desk.causes()).containsExactly(Cause.INVALID);
    }

    @Test
    void refusesAMaskOfAnotherShapeAndKeepsTheOneBefore() {
        // Given
        desk.hand(desk.topics.runs(), "r1", events.manifest());
        Mask mask = Mask.allOpen(10).with(new int[] {3}, new int[0]);
        change(events.changed(20, 0, 1, mask, List.of(3), List.of()));
        RunView before = desk.view("r1");

        // When
        change(events.changed(40, 0, 2, Mask.allOpen(17), List.of(), List.of()));
        change(events.changed(40, 0, 2, mask, List.of(10), List.of()));
        change(events.changed(40, 0, 2, mask, List.of(-1), List.of()));
        change(events.changed(40, 0, 1, mask, List.of(4), List.of()));
        change(events.changed(
                40,
                0,
                Change.newBuilder().setVersion(3).setMask(ByteString.EMPTY).build()));
        change(MaskChange.newBuilder().setRun("r1").setAttempt(1).setStep(40).build());

        // Then
        assertThat(desk.causes())
                .containsExactly(
                        Cause.WRONG_SHAPE,
                        Cause.WRONG_SHAPE,
                        Cause.WRONG_SHAPE,
                        Cause.INVALID,
                        Cause.WRONG_SHAPE,
                        Cause.INVALID);
        assertThat(desk.view("r1")).isEqualTo(before);
    }

    @Test
    void refusesNumbersThatAreNone() {
        // Given
        desk.hand(desk.topics.runs(), "r1", events.manifest());

        // When
        desk.hand(desk.topics.evaluations(), "r1", events.evaluation(10, Double.NaN, 1));
        desk.hand(desk.topics.evaluations(), "r1", events.evaluation(10, 1, Double.POSITIVE_INFINITY));
        desk.hand(desk.topics.evaluations(), "r1", events.evaluation(10, -1, 1));
        desk.hand(desk.topics.maskAcks(), "r1", events.applied(1, Double.POSITIVE_INFINITY));
        desk.hand(desk.topics.maskAcks(), "r1", events.applied(1, -1));
        desk.hand(
                desk.topics.maskAcks(),
                "r1",
                MaskAck.newBuilder().setRun("r1").setVersion(1).build());

        // Then
        assertThat(desk.causes())
                .containsExactly(
                        Cause.NOT_A_NUMBER,
                        Cause.NOT_A_NUMBER,
                        Cause.NOT_A_NUMBER,
                        Cause.NOT_A_NUMBER,
                        Cause.NOT_A_NUMBER,
                        Cause.INVALID);
    }

    @Test
    void refusesStepsThatTheRunCannotHaveReached() {
        // Given
        desk.hand(desk.topics.runs(), "r1", events.manifest());

        // When
        desk.hand(desk.topics.conditions(), "r1", events.condition(Events.STEPS + 1, 2, 1));
        desk.hand(desk.topics.evaluations(), "r1", events.progress(-1, 0, 0, 0));
        desk.hand(desk.topics.runs(), "r1", events.finished(Events.STEPS + 1));
        desk.hand(desk.topics.conditions(), "r1", events.condition(Events.STEPS, 2, 1));

        // Then
        assertThat(desk.causes()).containsExactly(Cause.FROM_THE_FUTURE, Cause.FROM_THE_FUTURE, Cause.FROM_THE_FUTURE);
        assertThat(desk.view("r1").conditioning().isKnown()).isTrue();
    }

    @Test
    void refusesAnAttemptWithOtherLayers() {
        // Given
        desk.hand(desk.topics.runs(), "r1", events.manifest());

        // When
        desk.hand(desk.topics.runs(), "r1", new Events("r1", 2).manifestOfOtherLayers());

        // Then
        assertThat(desk.causes()).containsExactly(Cause.WRONG_SHAPE);
    }

    @Test
    void doesNotLetAClockThatIsAheadKeepARunAlive() {
        // When
        desk.hand(desk.topics.runs(), "r1", events.manifest());
        desk.hand(desk.topics.conditions(), "r1", events.condition(20, 2, 1), Desk.NOW + 1_000_000);

        // Then
        assertThat(desk.view("r1").seenMs()).isEqualTo(Desk.NOW);
    }

    private void change(MaskChange decision) {
        desk.hand(desk.topics.maskChanges(), "r1", decision);
    }

    @Test
    void waitsAnewAfterATimeInWhichNothingCouldCome() {
        // Given
        long patience = Intake.PATIENCE.toMillis();
        desk.hand(desk.topics.conditions(), "r1", events.condition(20, 2, 1));
        desk.intake.listenFrom(Desk.NOW + 2 * patience);

        // When
        desk.intake.refuseForgotten(Desk.NOW + 3 * patience);

        // Then
        assertThat(desk.bad).isEmpty();
        assertThat(desk.held).isEqualTo(1);
    }
}
