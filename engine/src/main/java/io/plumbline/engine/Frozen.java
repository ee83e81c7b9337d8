package io.plumbline.engine;

/**
 * A network as it was at one moment: weights and gates stay what they were then, whatever its engine does meanwhile, so
 * that a large set can be measured piece by piece.
 */
public interface Frozen {

    /**
     * Measures the network on examples of any number.
     *
     * @param features [examples, features], row by row
     * @param labels class of every prediction, from 0, example after example; of several of an example some may be −1, not predicted
     * @param examples how many, at least 1; both arrays may be longer
     * @throws IllegalArgumentException if the arrays are too short or a label is no class
     */
    Score evaluate(float[] features, int[] labels, int examples);
}
