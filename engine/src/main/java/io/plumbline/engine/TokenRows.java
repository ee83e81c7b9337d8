package io.plumbline.engine;

import java.util.IdentityHashMap;

/** Products of all tokens of all examples with weights: one of the library's, since tokens lie one after another. Not thread safe. */
final class TokenRows implements LinearProduct {

    /** Of matrices with a row an example the same with a row a token. */
    private final IdentityHashMap<Matrix, Matrix> rows = new IdentityHashMap<>();

    private final int numbers;

    /**
     * Prepares.
     *
     * @param numbers of a token
     */
    TokenRows(int numbers) {
        this.numbers = numbers;
    }

    /** Returns the same numbers, a row a token. */
    Matrix of(Matrix examples) {
        Matrix known = rows.get(examples);
        if (known == null) {
            known = examples.columns() == numbers ? examples : examples.reshaped(numbers);
            rows.put(examples, known);
        }
        return known;
    }

    @Override
    public void make(Matrix before, Matrix weights, Matrix into, float keep) {
        into.product(of(before), weights, keep);
    }
}
