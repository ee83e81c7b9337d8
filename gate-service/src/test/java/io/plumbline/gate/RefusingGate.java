package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gate in the middle of a run, that is sent what it cannot use and has to go on. */
abstract class RefusingGate {

    @TempDir
    Path directory;

    TestGate gate;
    final TestTrainer trainer = new TestTrainer("run-1", 40);

    @BeforeEach
    void start() {
        gate = new TestGate(directory, 1, Duration.ofHours(24));
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 5);
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    void refuses(StepEvent event, String cause) {
        // When
        gate.say(event);

        // Then
        assertGoesOn(cause);
    }

    void assertGoesOn(String cause) {
        assertThat(gate.causes()).containsExactly(cause);
        assertThat(gate.counted("records.bad", "cause", cause)).isEqualTo(1);
        gate.steps(trainer, 7, 10);
        assertThat(gate.causes()).isEmpty();
        assertThat(gate.decisions()).extracting(MaskChange::getStep).containsExactly(10L);
    }
}
