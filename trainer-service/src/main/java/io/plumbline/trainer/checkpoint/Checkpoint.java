package io.plumbline.trainer.checkpoint;

import io.plumbline.engine.EngineState;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.weights.StateFile;
import java.nio.file.Path;

/**
 * A run as it was after a step.
 *
 * @param head everything beside the network
 * @param network weights and all that its training remembers
 */
public record Checkpoint(Head head, EngineState network) {

    void write(Path file) {
        new StateFile(head.json(), network).write(file);
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is damaged or no checkpoint, in one sentence that names it
     */
    public static Checkpoint read(Path file) {
        StateFile read = StateFile.read(file);
        return new Checkpoint(head(file, read.head()), read.state());
    }

    /**
     * Reads the head of a file, whatever became of the network in it.
     *
     * @throws DataException if it is damaged or no checkpoint, in one sentence that names it
     */
    static Head head(Path file) {
        return head(file, StateFile.head(file));
    }

    private static Head head(Path file, String json) {
        try {
            return Head.parse(json);
        } catch (DataException | IllegalArgumentException malformed) {
            throw new DataException(file + " is no checkpoint: " + malformed.getMessage());
        }
    }
}
