package io.plumbline.report;

import io.plumbline.service.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * A small table of text: a label and one cell per column.
 *
 * @param columns titles, without one for the labels
 * @param rows of as many cells as there are columns
 * @param notes sentences below
 */
public record Table(List<String> columns, List<Row> rows, List<String> notes) {

    private static final String GAP = "  ";

    /** Escapes control characters, and checks that rows are as wide as the table. */
    public Table {
        columns = columns.stream().map(Printable::line).toList();
        rows = List.copyOf(rows);
        notes = notes.stream().map(Printable::line).toList();
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException("row '" + row.label() + "' has "
                        + row.cells().size() + " cells, the table has " + columns.size() + " columns");
            }
        }
    }

    /**
     * A row.
     *
     * @param label what the row is about
     * @param cells one per column
     */
    public record Row(String label, List<String> cells) {

        /** Escapes control characters: names and reasons come from outside. */
        public Row {
            label = Printable.line(label);
            cells = cells.stream().map(Printable::line).toList();
        }
    }

    /** Returns the table in lines of aligned text: labels to the left, cells to the right. */
    public String text() {
        int labels = rows.stream().mapToInt(row -> width(row.label())).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(line(labels, "", columns));
        lines.add("─".repeat(width(lines.get(0))));
        rows.forEach(row -> lines.add(line(labels, row.label(), row.cells())));
        if (!notes.isEmpty()) {
            lines.add("");
            lines.addAll(notes);
        }
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private String line(int labels, String label, List<String> cells) {
        StringBuilder line = new StringBuilder(label).append(" ".repeat(labels - width(label)));
        for (int c = 0; c < cells.size(); c++) {
            line.append(GAP)
                    .append(" ".repeat(widthOf(c) - width(cells.get(c))))
                    .append(cells.get(c));
        }
        return line.toString();
    }

    private int widthOf(int column) {
        int widest = width(columns.get(column));
        for (Row row : rows) {
            widest = Math.max(widest, width(row.cells().get(column)));
        }
        return widest;
    }

    /** The width on a terminal: the number of code points, since no character of ours is wide or joins another. */
    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
