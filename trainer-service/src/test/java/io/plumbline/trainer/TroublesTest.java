package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.NoChange;
import io.plumbline.service.Registry;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.mask.ReceivedDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TroublesTest {

    private static final int INTERVAL = 10;

    private final List<String> words = new ArrayList<>();
    private final DecisionInbox inbox = new DecisionInbox(Bench.KEY);
    private final Registry registry = new Registry("trainer");
    private final RunObservers observers =
            new RunObservers("r-1", new Tally(List.of(), 0), new Meters(registry.micrometer()), new RunListener() {
                @Override
                public void onTrouble(String sentence) {
                    words.add("- " + sentence);
                }

                @Override
                public void onRecovery(String sentence) {
                    words.add("+ " + sentence);
                }
            });
    private long now = -5;
    private long dropped;
    private Optional<String> trouble = Optional.empty();
    private final Troubles troubles = new Troubles(
            () -> trouble,
            () -> dropped,
            inbox,
            INTERVAL,
            new Troubles.Words("Kafka at k:1", "mask-changes at k:1", "ungated"),
            observers,
            () -> now);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void saysOnceThatNoGateAnswersAndOnceThatOneDoes() {
        // When
        make(1, 200);
        decide(200);
        make(201, 400);
        decide(400);

        // Then
        assertThat(words)
                .containsExactly(
                        "- no gate answers on mask-changes at k:1: step 10 was not decided within 5 s; training goes"
                                + " on ungated",
                        "+ a gate answers on mask-changes at k:1: it decided step 200",
                        "- no gate answers on mask-changes at k:1: step 210 was not decided within 5 s; training goes"
                                + " on ungated");
    }

    @Test
    void saysNothingWhileDecisionsComeEvenLate() {
        // When
        for (long step = 1; step <= 1000; step++) {
            make(step, step);
            if (step % INTERVAL == INTERVAL - 1) {
                decide(step - INTERVAL + 1);
            }
        }

        // Then
        assertThat(words).isEmpty();
    }

    @Test
    void saysOnceThatKafkaIsLostAndOnceThatItIsBackWithWhatWasLost() {
        // When
        make(1, 5);
        trouble = Optional.of("no answer for 5 s");
        dropped = 3;
        make(6, 300);
        dropped = 44;
        trouble = Optional.empty();
        make(301, 309);

        // Then
        assertThat(words)
                .containsExactly(
                        "- Kafka at k:1: no answer for 5 s; statistics wait, and decisions do not come",
                        "+ Kafka at k:1 answers again, 29 s later; the statistics of 41 steps were dropped meanwhile");
    }

    private void make(long from, long to) {
        for (long step = from; step <= to; step++) {
            now += Duration.ofMillis(100).toNanos();
            troubles.made(step);
        }
    }

    private void decide(long step) {
        inbox.receive(new ReceivedDecision(
                MaskChange.newBuilder()
                        .setRun("r-1")
                        .setAttempt(1)
                        .setStep(step)
                        .setNone(NoChange.getDefaultInstance())
                        .build(),
                0,
                0));
    }
}
