package io.plumbline.engine;

/**
 * The part in a product with the tangent kernel of what maps every pixel or token. Its part g of Jᵀc is formed, for it has fewer numbers
 * than images have pixels, or texts tokens: z changes by the map of x by g, by g of the biases, and by that of ẋ by the weights.
 * Not thread safe.
 */
final class FormedTangent implements AffineTangent {

    private final Matrix weights;
    private final boolean hasBias;
    private final LinearProduct product;
    private final Place in;
    private final Place out;
    private final AffineBack back;
    /** The change of z, a row a pixel or token. */
    private final Matrix rows;

    private final float[] ofBiases;
    private final float[] row;

    FormedTangent(Matrix weights, boolean hasBias, LinearProduct product, Place in, Place out, AffineBack back) {
        this.weights = weights;
        this.hasBias = hasBias;
        this.product = product;
        this.in = in;
        this.out = out;
        this.back = back;
        rows = out.tangent().matrix().reshaped(weights.columns());
        ofBiases = new float[weights.columns()];
        row = new float[out.values().columns()];
    }

    @Override
    public void make() {
        back.formGradient();
        Matrix change = out.tangent().matrix();
        if (hasBias) {
            back.sumPassed(ofBiases);
            FloatVectors.repeat(ofBiases, row);
            change.writeEachRow(row);
        }
        product.make(in.values(), back.gradient(), rows, hasBias ? 1 : 0);
        if (in.comesBack()) {
            product.make(in.tangent().matrix(), weights, rows, 1);
        }
        change.read(out.tangent().rows());
    }
}
