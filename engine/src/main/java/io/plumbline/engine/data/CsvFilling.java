package io.plumbline.engine.data;

import io.plumbline.engine.data.Encoding.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The second reading of a CSV file: takes the examples, and counts every row that is none. */
final class CsvFilling implements CsvText.Rows {

    private final String name;
    private final CsvLayout layout;
    private final Missing missing;
    private final int features;
    private final float[] values;
    private final int[] codes;
    private final CsvClasses classes;
    private final BadRows bad = new BadRows();
    private final BadRows gaps = new BadRows();
    private boolean headerToCome;
    private int rows;
    private String problem = "";
    private String gap = "";

    /**
     * Prepares for the rows.
     *
     * @param mostRows how many there are at most
     */
    CsvFilling(String name, CsvLayout layout, Missing missing, int mostRows) {
        this.name = name;
        this.layout = layout;
        this.missing = missing;
        this.features = layout.features();
        this.values = new float[mostRows * features];
        this.codes = new int[mostRows];
        this.classes = new CsvClasses(name, layout.shown(layout.label()));
        this.headerToCome = layout.header();
    }

    @Override
    public void row(String[] cells, long line) {
        if (headerToCome) {
            headerToCome = false;
            return;
        }
        if (rows == codes.length) {
            throw new DataException(name + " changed while it was read");
        }
        problem = "";
        gap = "";
        if (cells.length == layout.names().size()) {
            fill(cells, line);
        } else {
            problem = cells.length + (cells.length == 1 ? " column" : " columns") + " at line " + line + ", expected "
                    + layout.names().size();
        }
        if (!problem.isEmpty()) {
            bad.add(problem);
        } else if (!gap.isEmpty()) {
            gaps.add(gap);
        }
        rows += problem.isEmpty() && (gap.isEmpty() || missing == Missing.MEAN) ? 1 : 0;
    }

    private void fill(String[] cells, long line) {
        int at = rows * features;
        for (int f = 0; f < layout.columns().size(); f++) {
            int place = layout.order().get(f);
            Column column = layout.columns().get(f);
            Arrays.fill(values, at, at + column.width(), 0);
            fill(column, cells[place], place, line, at);
            at += column.width();
        }
        String label = cells[layout.label()];
        if (!CsvCell.isMissing(label)) {
            codes[rows] = problem.isEmpty() ? classes.code(label, line) : 0;
        } else if (missing == Missing.DROP) {
            note(label, layout.label(), line);
        } else if (problem.isEmpty()) {
            problem = "no class at line " + line + ", " + layout.shown(layout.label());
        }
    }

    private void fill(Column column, String cell, int place, long line, int at) {
        if (CsvCell.isMissing(cell)) {
            note(cell, place, line);
            Arrays.fill(values, at, at + column.width(), Float.NaN);
        } else if (column.categories().isEmpty()) {
            values[at] = CsvCell.value(cell);
            if (!Float.isFinite(values[at])) {
                fault(
                        cell,
                        place,
                        line,
                        Float.isNaN(values[at]) ? "a plain number such as -0.5 or 1e3" : "at most 3.4e38");
            }
        } else {
            int category = column.categories().indexOf(cell);
            if (category < 0) {
                fault(cell, place, line, "one of " + String.join(", ", column.categories()));
            } else {
                values[at + category] = 1;
            }
        }
    }

    private void note(String cell, int place, long line) {
        if (gap.isEmpty()) {
            gap = CsvCell.shown(cell) + " at line " + line + ", " + layout.shown(place);
        }
    }

    private void fault(String cell, int place, long line, String expected) {
        if (problem.isEmpty()) {
            problem = CsvCell.shown(cell) + " at line " + line + ", " + layout.shown(place) + ", expected " + expected;
        }
    }

    /** Returns the examples, missing values as NaN, with classes numbered by their own names or like the given ones. */
    Table table(Optional<Encoding> like, LoadListener progress) {
        requireSound();
        if (rows == 0) {
            throw new DataException(name
                    + (gaps.count() == 0 ? " holds a header but no example" : " holds no row without a missing value"));
        }
        if (gaps.count() > 0 && missing == Missing.DROP) {
            progress.onLeftOut(name + ": left out " + gaps.count() + " rows of " + (rows + gaps.count())
                    + " with missing values, as data.missing says");
        }
        CsvClasses.Numbered numbered = like.map(classes::like).orElseGet(classes::numbered);
        int[] labels = Arrays.stream(codes, 0, rows)
                .map(code -> numbered.byCode()[code])
                .toArray();
        float[] kept = rows == codes.length ? values : Arrays.copyOf(values, rows * features);
        List<Float> means = like.map(Encoding::means).orElse(List.of());
        return new Table(kept, labels, Shape.of(features), new Encoding(layout.columns(), means, numbered.names()));
    }

    private void requireSound() {
        String found = "";
        if (bad.count() > 0) {
            found = " has " + counted(bad.count(), "bad row") + ": " + bad.some();
        }
        if (gaps.count() > 0 && missing == Missing.REFUSE) {
            found += (found.isEmpty() ? " has " : "; and ") + counted(gaps.count(), "row") + " with missing values: "
                    + gaps.some() + "; set data.missing=drop to leave them out, or =mean to put the mean there";
        }
        if (!found.isEmpty()) {
            throw new DataException(name + found);
        }
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
