package io.plumbline.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * Tokens as vectors: row x_t of the table of tokens plus row t of that of positions. The table of tokens serves twice: what reads the
 * last vectors is its transpose (Press, Wolf 2017), so that it is learned from both ends. Not thread safe.
 */
final class Embedding implements Learner {

    private final int tensor;
    private final Matrix table;
    private final Matrix positions;
    private final Place in;
    private final Place out;
    private final int tokens;
    private final int width;
    /** Of the tables, in the order of their rows. */
    private final float[][] ofTable;

    private final float[][] ofPositions;
    private final float[] ids;
    private final float[] vectors;
    private final float[] vector;
    /** The other end; none before it is there, and where nothing comes back. */
    private Optional<TiedOutput> output = Optional.empty();

    /**
     * Prepares.
     *
     * @param tensor of the tokens, [vocabulary, width]; that of the positions, [tokens, width], is the next
     */
    Embedding(int tensor, Weights weights, Place in, Place out, Use use) {
        this.tensor = tensor;
        this.in = in;
        this.out = out;
        table = weights.matrix(tensor);
        positions = weights.matrix(tensor + 1);
        tokens = positions.rows();
        width = positions.columns();
        ofTable = new float[use.comesBack() ? table.rows() : 0][width];
        ofPositions = new float[use.comesBack() ? tokens : 0][width];
        ids = new float[tokens];
        vectors = new float[tokens * width];
        vector = new float[width];
    }

    /** Returns the table of tokens, [vocabulary, width]: the matrix itself. */
    Matrix table() {
        return table;
    }

    /** Returns the gradient of the table, as it was formed last, [vocabulary][width]: the array itself. */
    float[][] gradient() {
        return ofTable;
    }

    /** Says what reads the last vectors. */
    void tie(TiedOutput other) {
        output = Optional.of(other);
    }

    @Override
    public void forward() {
        for (int i = 0; i < in.values().rows(); i++) {
            in.values().read(i, ids);
            for (int t = 0; t < tokens; t++) {
                table.read((int) ids[t], vector);
                System.arraycopy(vector, 0, vectors, t * width, width);
                positions.read(t, vector);
                FloatVectors.add(vector, 0, vectors, t * width, width);
            }
            out.values().write(i, vectors);
        }
    }

    @Override
    public void pullBack(Listener listener) {
        // Nothing comes back to tokens.
    }

    @Override
    public void observe() {
        // Nothing comes back to tokens.
    }

    @Override
    public void tangent() {
        formGradient();
        float[][] change = out.tangent().rows();
        for (int i = 0; i < change.length; i++) {
            in.values().read(i, ids);
            for (int t = 0; t < tokens; t++) {
                System.arraycopy(ofTable[(int) ids[t]], 0, change[i], t * width, width);
                FloatVectors.add(ofPositions[t], 0, change[i], t * width, width);
            }
        }
        out.tangent().matrix().write(change);
    }

    /** In the order of examples and tokens: sums are the same bit for bit. */
    @Override
    public void formGradient() {
        if (output.isPresent()) {
            output.get().gradient(ofTable);
        }
        for (float[] row : ofPositions) {
            Arrays.fill(row, 0);
        }
        for (int i = 0; i < out.signal().length; i++) {
            in.values().read(i, ids);
            for (int t = 0; t < tokens; t++) {
                FloatVectors.add(out.signal()[i], t * width, ofTable[(int) ids[t]], 0, width);
                FloatVectors.add(out.signal()[i], t * width, ofPositions[t], 0, width);
            }
        }
    }

    @Override
    public void formObserved() {
        formGradient();
    }

    @Override
    public void gradient(int of, int row, float[] into) {
        float[] from = of == tensor ? ofTable[row] : ofPositions[row];
        System.arraycopy(from, 0, into, 0, width);
    }

    @Override
    public int firstTensor() {
        return tensor;
    }

    @Override
    public int tensors() {
        return 2;
    }

    @Override
    public int columns() {
        return width;
    }

    @Override
    public Optional<Owner> owner() {
        return Optional.empty();
    }

    @Override
    public boolean squaresExamples() {
        return false;
    }
}
