package io.plumbline.trainer.data;

import java.util.regex.Pattern;

/** Splits a line of a CSV file into its fields. */
final class CsvLine {

    private final String separator;

    private CsvLine(String separator) {
        this.separator = separator;
    }

    /** Returns the reader for files like this line: separated by tabs, by semicolons or else by commas. */
    static CsvLine like(String line) {
        for (String candidate : new String[] {"\t", ";"}) {
            if (line.contains(candidate)) {
                return new CsvLine(candidate);
            }
        }
        return new CsvLine(",");
    }

    /** Returns the fields, without the blanks and double quotes around them. */
    String[] fields(String line) {
        String[] fields = line.split(Pattern.quote(separator), -1);
        for (int i = 0; i < fields.length; i++) {
            String field = fields[i].strip();
            boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
            fields[i] = quoted ? field.substring(1, field.length() - 1) : field;
        }
        return fields;
    }

    /** Returns whether every field reads as a number. */
    static boolean isNumeric(String[] fields) {
        for (String field : fields) {
            if (Double.isNaN(number(field))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number that a field holds, NaN where it holds none that is finite. */
    static float number(String field) {
        try {
            float number = Float.parseFloat(field);
            return Float.isFinite(number) ? number : Float.NaN;
        } catch (NumberFormatException noNumber) {
            return Float.NaN;
        }
    }
}
