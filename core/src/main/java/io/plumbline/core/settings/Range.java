package io.plumbline.core.settings;

/** Where a number must lie; finite in any case. */
public enum Range {
    /** Above 0. */
    POSITIVE("above 0", 0, false, Double.MAX_VALUE, true),
    /** Any. */
    FINITE("", -Double.MAX_VALUE, true, Double.MAX_VALUE, true),
    /** From 0. */
    AT_LEAST_0("at least 0", 0, true, Double.MAX_VALUE, true),
    /** From 1. */
    AT_LEAST_1("at least 1", 1, true, Double.MAX_VALUE, true),
    /** Between 0 and 1, both left out. */
    WITHIN_UNIT("above 0 and below 1", 0, false, 1, false),
    /** A share that is not nothing. */
    SHARE("above 0 and at most 1", 0, false, 1, true),
    /** The decay of an average. */
    DECAY("at least 0 and below 1", 0, true, 1, false),
    /** From 0 to 1. */
    UNIT("from 0 to 1", 0, true, 1, true);

    private final String words;
    private final double least;
    private final boolean leastIncluded;
    private final double most;
    private final boolean mostIncluded;

    Range(String words, double least, boolean leastIncluded, double most, boolean mostIncluded) {
        this.words = words;
        this.least = least;
        this.leastIncluded = leastIncluded;
        this.most = most;
        this.mostIncluded = mostIncluded;
    }

    /** Returns it in words, such as {@code above 0 and below 1}. */
    public String words() {
        return words;
    }

    /** Returns whether {@code x} lies in it; NaN and ±∞ never do. */
    public boolean holds(double x) {
        return (leastIncluded ? x >= least : x > least) && (mostIncluded ? x <= most : x < most);
    }
}
