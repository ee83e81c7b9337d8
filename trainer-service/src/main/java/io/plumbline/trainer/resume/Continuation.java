package io.plumbline.trainer.resume;

import io.plumbline.trainer.resume.Deliveries.Mark;
import java.util.Map;

/**
 * Where an attempt of a run goes on.
 *
 * @param claim of the attempt
 * @param past what the log holds of the run
 * @param from what was settled of it
 */
public record Continuation(Claim claim, Past past, Mark from) {

    /** Returns that of a run from its beginning. */
    public static Continuation fresh(Claim claim) {
        return new Continuation(claim, Past.none(0), Mark.beginning(Map.of()));
    }
}
