package io.plumbline.engine.data;

/** The numbers of examples, one example after another. */
sealed interface Numbers {

    /** Returns number {@code f} of an example. */
    float get(int example, int f, int features);

    /** Returns how many bytes of memory a number takes. */
    int bytesEach();

    /** Copies examples from number {@code first} on. */
    void copy(int first, int count, int features, float[] into, int at);

    /** Returns the given examples, in the given order. */
    Numbers rows(int[] rows, int features);

    /**
     * Numbers of any size.
     *
     * @param values the array itself
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from reader to scaling, never compared
    record Floats(float[] values) implements Numbers {

        @Override
        public float get(int example, int f, int features) {
            return values[example * features + f];
        }

        @Override
        public int bytesEach() {
            return Float.BYTES;
        }

        @Override
        public void copy(int first, int count, int features, float[] into, int at) {
            System.arraycopy(values, first * features, into, at, count * features);
        }

        @Override
        public Floats rows(int[] rows, int features) {
            float[] chosen = new float[rows.length * features];
            for (int i = 0; i < rows.length; i++) {
                copy(rows[i], 1, features, chosen, i * features);
            }
            return new Floats(chosen);
        }
    }

    /**
     * Pixels, whole numbers from 0 to 255: a byte each, so that large sets of images fit.
     *
     * @param images the arrays themselves, one an example
     * @param skip bytes of each that stand before its pixels
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from reader to examples, never compared
    record Bytes(byte[][] images, int skip) implements Numbers {

        @Override
        public float get(int example, int f, int features) {
            return images[example][skip + f] & 0xff;
        }

        @Override
        public int bytesEach() {
            return 1;
        }

        @Override
        public void copy(int first, int count, int features, float[] into, int at) {
            for (int i = 0; i < count; i++) {
                byte[] image = images[first + i];
                int row = at + i * features;
                for (int f = 0; f < features; f++) {
                    into[row + f] = image[skip + f] & 0xff;
                }
            }
        }

        @Override
        public Bytes rows(int[] rows, int features) {
            byte[][] chosen = new byte[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = images[rows[i]];
            }
            return new Bytes(chosen, skip);
        }
    }
}
