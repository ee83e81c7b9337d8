package io.plumbline.engine.data;

/**
 * How a CSV file is read; without meaning for other sets.
 *
 * @param label header of the class column; empty: the last column
 * @param separator between fields
 * @param missing what is done about missing values
 * @param categories what is done about columns of text
 */
public record CsvSettings(String label, Separator separator, Missing missing, Categories categories) {

    /** The class last, the separator found, nothing missing, no text. */
    public static final CsvSettings DEFAULT = new CsvSettings("", Separator.AUTO, Missing.REFUSE, Categories.REFUSE);
}
