package io.plumbline.engine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A first reading of a CSV file, which keeps no example: what its columns are is decided by all of its rows. */
final class CsvSurvey implements CsvText.Rows {

    private final int width;
    private final List<CsvColumn> columns = new ArrayList<>();
    private String[] first = new String[0];
    private long firstLine;
    private long rows;

    CsvSurvey(int width) {
        this.width = width;
    }

    @Override
    public void row(String[] cells, long line) {
        rows++;
        if (rows == 1) {
            first = cells;
            firstLine = line;
            for (int c = 0; c < width; c++) {
                columns.add(new CsvColumn(cells.length == width ? cells[c] : ""));
            }
        } else if (cells.length == width) {
            for (int c = 0; c < width; c++) {
                columns.get(c).add(cells[c], line);
            }
        }
    }

    /** Takes the first row for an example. */
    void countFirst() {
        if (first.length == width) {
            columns.forEach(column -> column.addFirst(firstLine));
        }
    }

    /** Returns whether the first row has as many columns as most. */
    boolean firstIsWhole() {
        return first.length == width;
    }

    /** Returns whether something in the first row is neither number nor missing. */
    boolean firstHasText() {
        return Arrays.stream(first).anyMatch(cell -> !CsvCell.isMissing(cell) && Double.isNaN(CsvCell.number(cell)));
    }

    String[] first() {
        return first.clone();
    }

    int width() {
        return width;
    }

    /** Returns how many rows there are, a header among them. */
    long rows() {
        return rows;
    }

    List<CsvColumn> columns() {
        return columns;
    }
}
