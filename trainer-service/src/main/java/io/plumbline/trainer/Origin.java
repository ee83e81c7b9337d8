package io.plumbline.trainer;

import java.util.Optional;

/**
 * Where a run begins.
 *
 * @param resumes whether it goes on from its checkpoints
 * @param parent run that a new one goes on from; a run that resumes knows it
 */
public record Origin(boolean resumes, Optional<Parent> parent) {

    /** A new run, from weights that are drawn. */
    public static final Origin NEW = new Origin(false, Optional.empty());

    /** A run that goes on from its checkpoints. */
    public static final Origin OF_CHECKPOINTS = new Origin(true, Optional.empty());

    /** Checks that it is one of the three. */
    public Origin {
        if (resumes && parent.isPresent()) {
            throw new IllegalArgumentException("a run that goes on from its checkpoints has no other beginning");
        }
    }

    /** A new run that goes on from another. */
    static Origin after(Parent parent) {
        return new Origin(false, Optional.of(parent));
    }
}
