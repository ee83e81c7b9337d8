package io.plumbline.trainer.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a CSV file: one example a line, every column a number but the class, which is the last column or one that the
 * first line names. The first line is a header if it is not all numbers. Fields are separated by commas, semicolons or
 * tabs. Not thread safe: one instance reads one file.
 */
final class Csv {

    private final String name;
    private final Optional<String> classColumn;
    private final List<float[]> rows = new ArrayList<>();
    private final CsvClasses classes;
    private int columns;
    private int labelColumn;
    private String[] names = new String[0];

    /**
     * Prepares the reading of one file.
     *
     * @param name of the file, for sentences
     * @param classColumn header of the column that holds the class; empty: the last column
     */
    Csv(String name, Optional<String> classColumn) {
        this.name = name;
        this.classColumn = classColumn;
        this.classes = new CsvClasses(name);
    }

    /** Reads the whole. */
    Table read(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String first = lines.readLine();
        if (first == null) {
            throw new DataException(name + " is empty, expected one example a line");
        }
        CsvLine form = CsvLine.like(first);
        String[] header = form.fields(first);
        boolean hasHeader = !headless(header);
        long number = 1;
        for (String line = hasHeader ? lines.readLine() : first; line != null; line = lines.readLine()) {
            number = number + (hasHeader || !rows.isEmpty() ? 1 : 0);
            if (!line.isBlank()) {
                add(form.fields(line), hasHeader ? header : new String[0], number);
            }
        }
        return table();
    }

    /** All numbers, or all but the class at the end. */
    private static boolean headless(String[] fields) {
        return CsvLine.isNumeric(Arrays.copyOf(fields, Math.max(1, fields.length - 1)));
    }

    private void add(String[] fields, String[] header, long line) {
        if (rows.isEmpty()) {
            columns = fields.length;
            labelColumn = labelColumn(header);
            names = header.length == columns ? header : new String[0];
        }
        if (fields.length != columns) {
            throw new DataException(
                    name + " has " + fields.length + " columns at line " + line + ", expected " + columns);
        }
        float[] row = new float[columns - 1];
        for (int c = 0, f = 0; c < columns; c++) {
            if (c != labelColumn) {
                row[f++] = feature(fields[c], c, line);
            }
        }
        classes.add(fields[labelColumn], line);
        rows.add(row);
    }

    private float feature(String field, int column, long line) {
        float value = CsvLine.number(field);
        if (Float.isNaN(value)) {
            throw new DataException(name + " has '" + field + "' at line " + line + ", column " + (column + 1)
                    + ", expected a finite number");
        }
        return value;
    }

    private int labelColumn(String[] header) {
        if (columns < 2) {
            throw new DataException(name + " has " + columns + " column, expected at least one feature and the class");
        }
        if (classColumn.isEmpty()) {
            return columns - 1;
        }
        int found = Arrays.asList(header).indexOf(classColumn.get());
        if (found < 0 || header.length != columns) {
            throw new DataException(name + " has no column named '" + classColumn.get()
                    + "' in its first line, expected one of " + Arrays.asList(header));
        }
        return found;
    }

    private Table table() {
        if (rows.isEmpty()) {
            throw new DataException(name + " holds a header but no example");
        }
        int features = columns - 1;
        float[] values = new float[Math.multiplyExact(rows.size(), features)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * features, features);
        }
        return new Table(values, classes.labels(), features, encoding());
    }

    private Encoding encoding() {
        List<Encoding.Column> described = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            if (c != labelColumn) {
                described.add(new Encoding.Column(c < names.length ? names[c] : "", List.of()));
            }
        }
        classes.count();
        return new Encoding(described, List.of(), classes.distinct());
    }
}
