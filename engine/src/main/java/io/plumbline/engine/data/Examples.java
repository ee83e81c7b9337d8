package io.plumbline.engine.data;

import java.util.Optional;

/** Examples with what is to be predicted of them, ready for a network. Immutable. */
public sealed interface Examples permits TableExamples, TextExamples {

    /**
     * Returns examples of copies of the given arrays.
     *
     * @param values row by row, shape [examples × features], finite
     * @param labels class of every example, shape [examples], each 0 to classes − 1
     * @param classes how many there are, at least 2
     * @throws IllegalArgumentException if the lengths do not fit each other
     */
    static Examples of(float[] values, int[] labels, int classes) {
        if (labels.length == 0 || values.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    values.length + " values cannot be the rows of " + labels.length + " examples");
        }
        return new TableExamples(
                new Table(values.clone(), labels.clone(), values.length / labels.length, classes), Optional.empty());
    }

    /** Returns the number of examples; of a text that of its windows. */
    int size();

    /** Returns how the features of an example lie; of a text {@code [tokens]}. */
    Shape shape();

    /** Returns the number of features of an example. */
    int features();

    /** Returns the number of classes; of a text that of its tokens. */
    int classes();

    /** Returns how many labels an example has: one, or one for every token of a text. */
    int predictions();

    /**
     * Returns how many predictions can be asked of all examples: of a text as many as the windows have tokens, whichever of them are
     * masked; of others one of an example. As many things are there to be learned.
     */
    default long predicted() {
        return (long) size() * predictions();
    }

    /** Returns whether the features are the tokens of a text: numbers that mean nothing by their size. */
    default boolean isText() {
        return predictions() > 1;
    }

    /** Returns how many bytes of the heap they take. */
    long bytes();

    /** Returns the class of an example, 0 to classes − 1; of a text the label of its first token, −1 where that is not predicted. */
    int label(int example);

    /** Returns a feature of an example. */
    float value(int example, int feature);

    /** Returns ‖x‖² of an example. */
    default float sumOfSquares(int example) {
        double sum = 0;
        for (int f = 0; f < features(); f++) {
            double value = value(example, f);
            sum += value * value;
        }
        return (float) sum;
    }

    /**
     * Copies examples into a batch that is measured on: an example is the same whenever it is copied.
     *
     * @param rows numbers of the examples
     * @param from first place in {@code rows}
     * @param count how many
     * @param x receives the features row by row, length at least count × features
     * @param y receives the labels, length at least count × predictions; −1 where a token is not predicted
     */
    void copy(int[] rows, int from, int count, float[] x, int[] y);

    /** Copies {@code count} examples in order, beginning with number {@code from}, as {@link #copy} does. */
    void copyRange(int from, int count, float[] x, int[] y);

    /**
     * Copies examples into a batch that is trained on: which tokens of a text are masked is drawn anew at every use, by seed, update and
     * number of the example alone, so that a run that is repeated or resumed, or another copy of the network, sees the same.
     *
     * @param seed of the run
     * @param update of the weights, from 1
     * @param rows numbers of the examples
     * @param x receives the features as {@link #copy} does
     * @param y receives the labels as {@link #copy} does
     */
    void copyDrawn(long seed, long update, int[] rows, float[] x, int[] y);
}
