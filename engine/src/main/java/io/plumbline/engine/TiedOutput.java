package io.plumbline.engine;

/**
 * Logits of every token: its vector times the transposed table that tokens are embedded by. It learns nothing itself: its part of the
 * table's gradient goes to the {@link Embedding}. Not thread safe.
 */
final class TiedOutput implements Block {

    private final Embedding embedding;
    private final Place in;
    private final Place out;
    /** What goes in, and logits, a row a token. */
    private final TokenRows vectors;

    private final Matrix logits;
    /** Of passes on which derivatives come back: as they are passed on. */
    private final Matrix passed;

    private final Matrix delta;
    private final Matrix came;
    private final Matrix gradient;
    /** Of tangents: logits, a row a token. */
    private final TokenRows changes;

    TiedOutput(Embedding embedding, Place in, Place out, Use use) {
        this.embedding = embedding;
        this.in = in;
        this.out = out;
        int width = embedding.table().columns();
        int vocabulary = embedding.table().rows();
        vectors = new TokenRows(width);
        logits = new TokenRows(vocabulary).of(out.values());
        int examples = use.comesBack() ? out.values().rows() : 1;
        passed = new Matrix(examples, use.comesBack() ? out.values().columns() : vocabulary);
        delta = new TokenRows(vocabulary).of(passed);
        came = new Matrix(examples, use.comesBack() ? in.values().columns() : width);
        gradient = new Matrix(vocabulary, width);
        changes = new TokenRows(vocabulary);
    }

    @Override
    public void forward() {
        logits.productByTransposed(vectors.of(in.values()), embedding.table());
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
    }

    @Override
    public void observe() {
        passed.write(out.signal());
        vectors.of(came).product(delta, embedding.table(), 0);
        came.read(in.signal());
    }

    /** Forms its part of the gradient of the table, [vocabulary][width]. */
    void gradient(float[][] into) {
        gradient.productOfTransposed(delta, vectors.of(in.values()));
        gradient.read(into);
    }

    /** The embedding stands before it: the gradient of the table, both parts, is there. */
    @Override
    public void tangent() {
        gradient.write(embedding.gradient());
        Matrix change = changes.of(out.tangent().matrix());
        change.productByTransposed(vectors.of(in.values()), gradient);
        change.addProductByTransposed(vectors.of(in.tangent().matrix()), embedding.table());
        out.tangent().matrix().read(out.tangent().rows());
    }

    @Override
    public void close() {
        passed.close();
        came.close();
        gradient.close();
    }
}
