package io.plumbline.engine.data;

import java.util.Arrays;
import java.util.List;

/**
 * What the first row of a CSV file says.
 *
 * @param names of the columns; all empty where there is no header, or it is shorter than the rows
 * @param header whether it is one
 * @param label column of the class
 */
record CsvHeading(List<String> names, boolean header, int label) {

    /** Decides by what the whole file shows; an example in the first row is counted as one. */
    static CsvHeading of(String name, CsvSurvey survey, CsvSettings settings) {
        if (survey.width() < 2) {
            throw new DataException(name + " has " + survey.width()
                    + " column, expected at least one feature and the class, separated by commas, semicolons or tabs");
        }
        boolean named = !settings.label().isEmpty();
        int label = named ? named(name, survey, settings.label()) : survey.width() - 1;
        boolean header = named || new CsvHeader(name, survey).isThere();
        if (!header) {
            survey.countFirst();
        }
        boolean names = header && survey.firstIsWhole();
        List<String> all = names ? Arrays.asList(survey.first()) : List.of(emptyNames(survey.width()));
        return new CsvHeading(all, header, label);
    }

    private static String[] emptyNames(int width) {
        String[] names = new String[width];
        Arrays.fill(names, "");
        return names;
    }

    private static int named(String name, CsvSurvey survey, String label) {
        List<String> first = Arrays.asList(survey.first());
        int found = first.indexOf(label);
        if (found < 0 || !survey.firstIsWhole()) {
            throw new DataException(
                    name + " has no column named '" + label + "' in its first line, expected one of " + first);
        }
        if (first.lastIndexOf(label) > found) {
            throw new DataException(name + " has two columns named '" + label + "', " + (found + 1) + " and "
                    + (first.lastIndexOf(label) + 1) + ", expected one: rename one of them");
        }
        return found;
    }

    /** Returns a column for a sentence: its name, if any, and its number. */
    String shown(int column) {
        String called = names.get(column);
        return called.isEmpty()
                ? "column " + (column + 1)
                : "column " + CsvCell.shown(called) + " (" + (column + 1) + ")";
    }
}
