package io.plumbline.trainer.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.NoChange;
import io.plumbline.trainer.publish.RunKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecisionInboxTest {

    private static final Duration SHORT = Duration.ofMillis(5);

    private final DecisionInbox inbox = new DecisionInbox(new RunKey("r-1", 1));

    @Test
    void endsTheWaitByTheRecordOfThatStepAlone() throws InterruptedException {
        // Given
        inbox.receive(none(10));
        inbox.receive(none(1000));

        // Then
        assertThat(inbox.await(10, SHORT)).isTrue();
        assertThat(inbox.await(20, SHORT)).isFalse();
    }

    @Test
    void knowsHowFarTheGateIs() {
        // When: a record comes twice, as after a restart of a broken producer
        inbox.receive(none(10));
        inbox.receive(change(20, 1));
        inbox.receive(change(20, 1));

        // Then
        assertThat(inbox.lastDecided()).isEqualTo(20);
        assertThat(inbox.decidedSteps()).isEqualTo(2);
    }

    @Test
    void wakesWhoWaits() throws InterruptedException {
        // Given
        Thread gate = new Thread(() -> inbox.receive(none(10)));

        // When
        gate.start();

        // Then
        assertThat(inbox.await(10, Duration.ofSeconds(30))).isTrue();
        gate.join();
    }

    @Test
    void keepsChangesInOrderAndNothingElse() {
        // Given
        inbox.receive(none(10));
        inbox.receive(change(20, 1));
        inbox.receive(change(30, 2));

        // Then
        assertThat(inbox.poll(100))
                .hasValueSatisfying(next -> assertThat(next.record().getStep()).isEqualTo(20));
        assertThat(inbox.poll(100))
                .hasValueSatisfying(next -> assertThat(next.record().getStep()).isEqualTo(30));
        assertThat(inbox.poll(100)).isEmpty();
    }

    @Test
    void leavesWhatIsForAnotherRunOrAttempt() throws InterruptedException {
        // Given
        ReceivedDecision otherAttempt = new ReceivedDecision(
                change(10, 1).record().toBuilder().setAttempt(2).build(), 0, 0);
        ReceivedDecision otherRun = new ReceivedDecision(
                change(10, 1).record().toBuilder().setRun("r-2").build(), 0, 0);

        // Then
        assertThat(inbox.receive(otherAttempt)).isFalse();
        assertThat(inbox.receive(otherRun)).isFalse();
        assertThat(inbox.poll(100)).isEmpty();
        assertThat(inbox.await(10, SHORT)).isFalse();
    }

    private static ReceivedDecision none(long step) {
        return new ReceivedDecision(
                MaskChange.newBuilder()
                        .setRun("r-1")
                        .setAttempt(1)
                        .setStep(step)
                        .setNone(NoChange.getDefaultInstance())
                        .build(),
                0,
                0);
    }

    private static ReceivedDecision change(long step, long version) {
        return new ReceivedDecision(
                none(step).record().toBuilder()
                        .setChange(Change.newBuilder().setVersion(version))
                        .build(),
                0,
                0);
    }
}
