package io.plumbline.engine.data;

/** What is done about missing values of a CSV file: empty fields, {@code NA}, {@code N/A}, {@code NaN}, {@code null}, {@code ?}. */
public enum Missing {
    /** The file is refused, and they are counted. */
    REFUSE,
    /** Their rows are left out, those without a class too, and counted. */
    DROP,
    /**
     * The mean of the feature over the training part takes their place, so that nothing of the test part is learned;
     * for a category, its share there. A missing class is refused.
     */
    MEAN
}
