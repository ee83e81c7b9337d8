package io.plumbline.gate;

import io.plumbline.testkit.Folders;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A folder of state that was copied to give a second gate a start. */
@Execution(ExecutionMode.CONCURRENT)
class CopiedStateIT {

    @TempDir
    private Path directory;

    @Test
    @Tag("patience")
    void decidesOnceAStepBesideTheGateWhoseStateWasCopied() {
        try (var pipeline = new TestPipeline(directory, 2)) {
            // Given
            Scripts scripts = new Scripts(pipeline, 4, 600);
            Path folder = directory.resolve("state");
            Path copy = directory.resolve("copy");
            try (GateProcess before = GateProcess.start(pipeline, "first", folder)) {
                scripts.say(60).awaitDecisions();
                before.stop();
                Folders.copy(folder, copy);
            }

            // When
            try (GateProcess first = GateProcess.start(pipeline, "first", folder);
                    GateProcess second = GateProcess.start(pipeline, "second", copy)) {
                scripts.say(200).awaitDecisions();
                scripts.sayAll();

                // Then
                scripts.assertDecidedAsUndisturbed();
                first.stop();
                second.stop();
            }
        }
    }
}
