package io.plumbline.core.settings;

/**
 * How much capacity a gate that finds the density itself keeps open.
 *
 * @param perNat c_n, weights per training example and nat that is left to learn when closing begins; 0: no floor
 * @param weights Π itself, where it is not to be computed; 0: it is
 */
public record CapacitySettings(double perNat, double weights) {

    static CapacitySettings of(Values values) {
        return new CapacitySettings(values.number("capacity"), values.number("capacity-weights"));
    }

    /** Returns whether there is no floor at all. */
    public boolean isOff() {
        return perNat == 0 && weights == 0;
    }

    /** Returns whether the floor follows from the loss. */
    public boolean isComputed() {
        return perNat > 0 && weights == 0;
    }
}
