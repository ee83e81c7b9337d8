package io.plumbline.core.model;

import io.plumbline.core.files.Spelling;
import java.util.List;

/**
 * A tensor of a network, or a product that costs work and has no entries.
 *
 * @param name as in the network's file, such as {@code dense-1.weight}; of a product, what it is; not blank
 * @param kind whether its entries are learned
 * @param axes outermost first; at least one, and at most one of them is owned: every entry has one owner at most
 * @param uses multiplications by every entry per example, at least 0: 1 for a dense map, the pixels for a convolution, both
 *     uses for a tied tensor, 0 for a bias
 */
public record Tensor(String name, Kind kind, List<Axis> axes, double uses) {

    /** Whether the entries of a tensor are learned. */
    public enum Kind {
        /** They are learned. */
        PARAMETER,
        /** They are kept and not learned: running averages. */
        STATE,
        /** There are none: attention scores, the work of one expert where every token goes to one. */
        PRODUCT;

        /** Returns the word, for example {@code parameter}. */
        public String spelling() {
            return Spelling.of(this);
        }
    }

    /** Copies the list, and checks the components. */
    public Tensor {
        axes = List.copyOf(axes);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tensor needs a name");
        }
        if (axes.isEmpty()) {
            throw new IllegalArgumentException(name + ": a tensor needs at least one axis");
        }
        if (!(uses >= 0) || Double.isInfinite(uses)) {
            throw new IllegalArgumentException(name + ": uses must be at least 0 and finite, were " + uses);
        }
        if (axes.stream().filter(axis -> axis.has(Role.OWNS)).count() > 1) {
            throw new IllegalArgumentException(name + ": two axes are owned, and an entry has one owner at most");
        }
    }

    /** Returns a tensor of learned entries. */
    public static Tensor parameter(String name, double uses, Axis... axes) {
        return new Tensor(name, Kind.PARAMETER, List.of(axes), uses);
    }

    /** Returns a tensor of entries that are kept and not learned. */
    public static Tensor state(String name, Axis... axes) {
        return new Tensor(name, Kind.STATE, List.of(axes), 0);
    }

    /** Returns a product without entries. */
    public static Tensor product(String name, double uses, Axis... axes) {
        return new Tensor(name, Kind.PRODUCT, List.of(axes), uses);
    }

    /** Returns whether its entries are learned. */
    public boolean isParameter() {
        return kind == Kind.PARAMETER;
    }

    /**
     * Returns the lengths of the axes.
     *
     * @param present nodes that are there, as open ones
     */
    public int[] shape(Layers layers, Mask present) {
        return axes.stream().mapToInt(axis -> axis.length(layers, present)).toArray();
    }

    /** Returns the product of the lengths of the axes; as a double, since it may be beyond the range of long. */
    public double entries(Layers layers, Mask present) {
        double entries = 1;
        for (Axis axis : axes) {
            entries *= axis.length(layers, present);
        }
        return entries;
    }

    /**
     * Returns its part of the cost of an example: 2·uses·entries, a multiplication and an addition each.
     *
     * @param present nodes that are there, as open ones
     */
    public double cost(Layers layers, Mask present) {
        return 2 * uses * entries(layers, present);
    }
}
