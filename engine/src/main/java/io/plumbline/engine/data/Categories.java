package io.plumbline.engine.data;

/** What is done about columns of text in a CSV file that are not the class. */
public enum Categories {
    /** The file is refused, and they are named. */
    REFUSE,
    /** Every text that such a column holds becomes a feature: 1 where it stands, 0 elsewhere. */
    COLUMNS
}
