package io.plumbline.core.gating.policy;

import java.util.Arrays;

/** Numbers that a policy keeps from one proposal to the next, bit for bit. Immutable. */
public final class Memory {

    /** The memory of policies that remember nothing. */
    public static final Memory NONE = new Memory(new double[0]);

    private final double[] values;

    private Memory(double[] values) {
        this.values = values;
    }

    /** Returns a memory that holds a copy of {@code values}. */
    public static Memory of(double[] values) {
        return new Memory(values.clone());
    }

    /** Returns a copy of the numbers. */
    public double[] toArray() {
        return values.clone();
    }

    /** Returns how many numbers there are. */
    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Memory that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
