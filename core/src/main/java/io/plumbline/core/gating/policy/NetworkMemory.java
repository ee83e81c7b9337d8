package io.plumbline.core.gating.policy;

import java.util.Arrays;

/**
 * What the gating network remembers: Adam's step count, then parameters, average and average squared gradient, [1 + 3P].
 *
 * @param parameters v, shape [P]
 * @param adam its optimizer
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one decision, is never compared
record NetworkMemory(double[] parameters, Adam adam) {

    /** Returns whether {@code memory} is that of a network with this many parameters. */
    static boolean fits(Memory memory, int parameters) {
        return memory.size() == 1 + 3 * parameters;
    }

    static NetworkMemory read(Memory memory, double rate) {
        double[] values = memory.toArray();
        int p = (values.length - 1) / 3;
        Adam adam = new Adam(
                rate,
                Arrays.copyOfRange(values, 1 + p, 1 + 2 * p),
                Arrays.copyOfRange(values, 1 + 2 * p, 1 + 3 * p),
                (long) values[0]);
        return new NetworkMemory(Arrays.copyOfRange(values, 1, 1 + p), adam);
    }

    Memory write() {
        int p = parameters.length;
        double[] values = new double[1 + 3 * p];
        values[0] = adam.steps();
        System.arraycopy(parameters, 0, values, 1, p);
        System.arraycopy(adam.first(), 0, values, 1 + p, p);
        System.arraycopy(adam.second(), 0, values, 1 + 2 * p, p);
        return Memory.of(values);
    }
}
