package io.plumbline.trainer.run;

/**
 * How long a run trains: a number of steps, or a number of passes over the training part.
 *
 * @param steps T, or 0 where epochs are given
 * @param epochs passes, or 0 where steps are given
 */
public record Length(long steps, long epochs) {

    /** Enough for a network of 2 × 512 to fit the shipped digits, gates included. */
    public static final long DEFAULT_STEPS = 3000;

    /** Checks the components. */
    public Length {
        if (steps < 0 || epochs < 0 || (steps == 0) == (epochs == 0)) {
            throw new IllegalArgumentException("either steps or epochs must be given and be at least 1, were steps "
                    + steps + " and epochs " + epochs);
        }
    }

    /** Returns T; the last batch of an epoch may reach into the next. */
    long steps(long trainingExamples, int batch) {
        return steps > 0 ? steps : (Math.multiplyExact(epochs, trainingExamples) + batch - 1) / batch;
    }
}
