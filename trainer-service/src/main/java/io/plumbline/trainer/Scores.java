package io.plumbline.trainer;

import io.plumbline.engine.Engine;
import io.plumbline.engine.Frozen;
import io.plumbline.engine.Score;
import io.plumbline.engine.data.Examples;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Measures a network on all examples of a part, in pieces, so that no large set is copied as a whole. */
final class Scores {

    /**
     * Predictions per piece: enough to make matrix products efficient, few enough that what cannot wait does not. The same
     * everywhere, so that sums are equal bit for bit.
     */
    private static final int PIECE = 1000;

    /** Examples per piece, however many predictions each has. */
    private static final int LEAST = 16;

    private Scores() {}

    /** Measures a network as it is now. */
    static Score of(Engine engine, Examples examples) {
        return of(engine.freeze(), examples, () -> true).orElseThrow();
    }

    /**
     * Measures a frozen copy of a network.
     *
     * @param goesOn asked before every piece, and free to change the network that was frozen
     * @return empty if {@code goesOn} said no
     */
    static Optional<Score> of(Frozen network, Examples examples, BooleanSupplier goesOn) {
        int most = Math.min(Math.max(LEAST, PIECE / examples.predictions()), examples.size());
        float[] x = new float[most * examples.features()];
        int[] y = new int[most * examples.predictions()];
        double loss = 0;
        double wrong = 0;
        for (int from = 0; from < examples.size(); from += most) {
            if (!goesOn.getAsBoolean()) {
                return Optional.empty();
            }
            int count = Math.min(most, examples.size() - from);
            examples.copyRange(from, count, x, y);
            Score piece = network.evaluate(x, y, count);
            loss += piece.loss() * count;
            wrong += piece.error() * count;
        }
        return Optional.of(new Score(loss / examples.size(), wrong / examples.size()));
    }
}
