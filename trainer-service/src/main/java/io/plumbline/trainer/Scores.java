package io.plumbline.trainer;

import io.plumbline.trainer.data.Examples;
import io.plumbline.trainer.engine.Engine;
import io.plumbline.trainer.engine.Score;

/** Measures a network on all examples of a part, in pieces, so that no large set is copied as a whole. */
final class Scores {

    /** Examples at once: enough to keep a matrix product busy. The same everywhere, so that equal sums come out. */
    private static final int PIECE = 1000;

    private Scores() {}

    static Score of(Engine engine, Examples examples) {
        float[] x = new float[Math.min(PIECE, examples.size()) * examples.features()];
        int[] y = new int[Math.min(PIECE, examples.size())];
        double loss = 0;
        double wrong = 0;
        for (int from = 0; from < examples.size(); from += PIECE) {
            int count = Math.min(PIECE, examples.size() - from);
            examples.copyRange(from, count, x, y);
            Score piece = engine.evaluate(x, y, count);
            loss += piece.loss() * count;
            wrong += piece.error() * count;
        }
        return new Score(loss / examples.size(), wrong / examples.size());
    }
}
