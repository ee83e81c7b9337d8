package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testkit.Folders;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A gate whose process is killed, and what it finds where its state lay. */
@Execution(ExecutionMode.CONCURRENT)
class GateKilledIT {

    private static final int RUNS = 3;
    private static final int PARTITIONS = 2;

    @TempDir
    private Path directory;

    @Test
    void decidesOnceAStepThoughItIsKilledAndStartedAgain() {
        try (var pipeline = new TestPipeline(directory, PARTITIONS)) {
            // Given
            Scripts scripts = new Scripts(pipeline, RUNS, 200);
            GateProcess gate = GateProcess.start(pipeline, "gate", folder());
            scripts.say(40).awaitDecisions();

            // When: some of what was said is being decided, some is said while no gate is there
            scripts.say(60);
            gate.kill();
            scripts.say(33);
            try (GateProcess again = GateProcess.start(pipeline, "gate", folder())) {
                scripts.sayAll();

                // Then
                scripts.assertDecidedAsUndisturbed();
                again.stop();
            }
        }
    }

    @Test
    @Tag("patience")
    void decidesOnceAStepThoughItIsKilledAgainAndAgain() {
        long seed = System.nanoTime();
        System.out.println("killed after steps by seed " + seed);
        Random random = new Random(seed);
        try (var pipeline = new TestPipeline(directory, PARTITIONS)) {
            // Given
            Scripts scripts = new Scripts(pipeline, RUNS, 1000);
            scripts.say(20);

            // When
            while (!scripts.isSaid()) {
                try (GateProcess gate = GateProcess.start(pipeline, "gate", folder())) {
                    scripts.say(random.nextInt(100));
                    gate.kill();
                    scripts.say(random.nextInt(30));
                }
            }
            try (GateProcess last = GateProcess.start(pipeline, "gate", folder())) {

                // Then
                scripts.assertDecidedAsUndisturbed();
                last.stop();
            }
        }
    }

    @Test
    void decidesOnceAStepThoughItsStateIsGone() {
        try (var pipeline = new TestPipeline(directory, PARTITIONS)) {
            // Given
            Scripts scripts = new Scripts(pipeline, RUNS, 200);
            GateProcess gate = GateProcess.start(pipeline, "gate", folder());
            scripts.say(80).awaitDecisions();
            scripts.say(25);
            gate.kill();
            Folders.delete(folder());

            // When
            try (GateProcess again = GateProcess.start(pipeline, "gate", folder())) {
                scripts.sayAll();

                // Then
                scripts.assertDecidedAsUndisturbed();
                again.stop();
            }
        }
    }

    @Test
    void decidesOnceAStepThoughItsStateIsAnOldCopy() {
        try (var pipeline = new TestPipeline(directory, PARTITIONS)) {
            // Given: a copy from when it had decided far less
            Scripts scripts = new Scripts(pipeline, RUNS, 300);
            Path copy = directory.resolve("copy");
            try (GateProcess first = GateProcess.start(pipeline, "gate", folder())) {
                scripts.say(60).awaitDecisions();
                first.stop();
                Folders.copy(folder(), copy);
            }
            GateProcess second = GateProcess.start(pipeline, "gate", folder());
            scripts.say(120).awaitDecisions();
            scripts.say(25);
            second.kill();
            Folders.delete(folder());

            // When
            try (GateProcess third = GateProcess.start(pipeline, "gate", copy)) {
                scripts.sayAll();

                // Then
                scripts.assertDecidedAsUndisturbed();
                third.stop();
            }
        }
    }

    @Test
    void endsASecondGateOnOneFolderAndTheFirstGoesOn() {
        try (var pipeline = new TestPipeline(directory, PARTITIONS);
                GateProcess first = GateProcess.start(pipeline, "first", folder())) {
            // Given
            Scripts scripts = new Scripts(pipeline, RUNS, 200);
            scripts.say(60).awaitDecisions();

            // When
            try (GateProcess second = GateProcess.launch(pipeline, "second", folder())) {

                // Then
                assertThat(second.sentence())
                        .startsWith("The gate cannot keep its state in " + folder() + ": another gate runs there")
                        .contains("--set gate.state-directory=");
                assertThat(second.code()).isEqualTo(1);
            }
            scripts.sayAll().assertDecidedAsUndisturbed();
            first.stop();
        }
    }

    private Path folder() {
        return directory.resolve("state");
    }
}
