package io.plumbline.experiments;

import io.plumbline.report.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of a page whose rows can be sorted by a column. As it stands it is sorted as it was made; a script makes the heads
 * of columns to buttons. Cells without a number go last, whichever way the others are sorted.
 */
final class SortableTable {

    private final List<Column> columns;
    private final StringBuilder rows = new StringBuilder();
    private int sortedBy = -1;
    private boolean ascending;

    SortableTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Makes a table whose columns have no groups: the first as given, then numbers. */
    static SortableTable of(Column first, String... others) {
        return new SortableTable(
                Stream.concat(Stream.of(first), Stream.of(others).map(Column::of))
                        .toList());
    }

    /**
     * A column.
     *
     * @param group of neighbouring columns with one title above them; empty for none
     * @param title of the column
     * @param words whether words stand in it, from the left
     */
    record Column(String group, String title, boolean words) {

        static Column of(String title) {
            return new Column("", title, false);
        }

        static Column words(String title) {
            return new Column("", title, true);
        }
    }

    /**
     * A cell.
     *
     * @param shown what stands there
     * @param below in small letters, may be empty
     * @param value that it is sorted by; NaN or infinite: none, then texts are sorted as texts
     * @param missed whether it is about something that was not reached
     */
    record Cell(String shown, String below, double value, boolean missed) {

        /** A text without a number. */
        static Cell text(String shown) {
            return new Cell(shown, "", Double.NaN, false);
        }

        /** A number. */
        static Cell of(double value, String shown) {
            return new Cell(shown, "", value, false);
        }
    }

    /** Says which column the rows were sorted by before they were added. */
    SortableTable sortedBy(int column, boolean up) {
        sortedBy = column;
        ascending = up;
        return this;
    }

    /** Adds a row for a method. */
    SortableTable add(String method, Forest.Role role, List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("the row of " + method + " has " + cells.size()
                    + " cells, the table has " + columns.size() + " columns");
        }
        String name = Html.escape(method);
        rows.append("<tr class=\"")
                .append(role.css())
                .append("\" data-method=\"")
                .append(name)
                .append("\"><th scope=\"row\">")
                .append(name)
                .append("</th>");
        for (int c = 0; c < cells.size(); c++) {
            cell(c, cells.get(c));
        }
        rows.append("</tr>\n");
        return this;
    }

    private void cell(int column, Cell cell) {
        String css = css(column) + (cell.missed() ? " missed" : "");
        rows.append("<td").append(css.isEmpty() ? "" : " class=\"" + css.strip() + "\"");
        if (Double.isFinite(cell.value())) {
            rows.append(" data-value=\"").append(cell.value()).append('"');
        }
        rows.append('>').append(Html.escape(cell.shown()));
        if (!cell.below().isEmpty()) {
            rows.append("<small>").append(Html.escape(cell.below())).append("</small>");
        }
        rows.append("</td>");
    }

    String html() {
        StringBuilder html = new StringBuilder("<table class=\"sortable\">\n<thead>\n");
        boolean grouped = columns.stream().anyMatch(column -> !column.group().isEmpty());
        if (grouped) {
            html.append("<tr class=\"groups\"><td></td>");
            groups().forEach(group -> html.append("<th scope=\"colgroup\" colspan=\"")
                    .append(group.size())
                    .append("\">")
                    .append(Html.escape(columns.get(group.get(0)).group()))
                    .append("</th>"));
            html.append("</tr>\n");
        }
        html.append("<tr class=\"columns\"><th scope=\"col\" aria-sort=\"none\">method</th>");
        for (int c = 0; c < columns.size(); c++) {
            html.append("<th scope=\"col\" aria-sort=\"")
                    .append(c != sortedBy ? "none" : ascending ? "ascending" : "descending")
                    .append(css(c).isEmpty() ? "\">" : "\" class=\"" + css(c) + "\">")
                    .append(Html.escape(columns.get(c).title()))
                    .append("</th>");
        }
        return html.append("</tr>\n</thead>\n<tbody>\n")
                .append(rows)
                .append("</tbody>\n</table>\n")
                .toString();
    }

    private String css(int column) {
        return columns.get(column).words() ? "words" : startsGroup(column) ? "first" : "";
    }

    private boolean startsGroup(int column) {
        return column > 0
                && !columns.get(column).group().equals(columns.get(column - 1).group());
    }

    /** Columns that stand under one title, by their numbers. */
    private List<List<Integer>> groups() {
        List<List<Integer>> groups = new ArrayList<>();
        IntStream.range(0, columns.size()).forEach(column -> {
            if (column == 0 || startsGroup(column)) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(column);
        });
        return groups;
    }
}
