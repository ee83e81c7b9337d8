package io.plumbline.engine.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells whether the first row of a CSV file is a header, by what stands below it: text over columns of numbers speaks for
 * one, numbers over numbers and a class that stands below again against it. What cannot be told is refused, for a wrong
 * guess loses an example or invents one.
 */
final class CsvHeader {

    private final String name;
    private final CsvSurvey survey;
    private final CsvColumn classes;
    private final List<CsvColumn> features;

    /** Takes the class for the last column: another one would be named, and so would the header be there. */
    CsvHeader(String name, CsvSurvey survey) {
        this.name = name;
        this.survey = survey;
        this.features = survey.columns().subList(0, survey.width() - 1);
        this.classes = survey.columns().get(survey.width() - 1);
    }

    boolean isThere() {
        if (!survey.firstIsWhole()) {
            return survey.firstHasText();
        }
        return survey.firstHasText() ? isText() : isCounting() && isNumbered();
    }

    private boolean isText() {
        long numbered = features.stream().filter(column -> !column.isText()).count();
        long named = features.stream()
                .filter(column -> !column.isText() && column.firstIsText())
                .count();
        long like = features.stream()
                .filter(column -> !column.isText() && column.firstIsNumber())
                .count();
        boolean againstIt = classes.again()
                || features.stream().anyMatch(column -> column.isText() && column.firstIsText() && column.again());
        if (named > like) {
            return !againstIt || certain(named == numbered && named > 1);
        }
        if (againstIt) {
            return false;
        }
        boolean classNamed = classes.firstIsText() && !classes.isText();
        if (named == like) {
            return true;
        }
        boolean texts = features.stream().anyMatch(column -> column.isText() && column.firstIsText());
        return (classNamed || texts) && certain(false);
    }

    private boolean certain(boolean holds) {
        if (!holds) {
            throw new DataException(name + " begins with a line that may be a header or an example, " + shown()
                    + ": if a header, say data.label=" + classes.first() + "; if an example, put it further down");
        }
        return true;
    }

    /** Whether the first row is 0, 1, 2 …, as pandas numbers columns without names; the first may be that of an index. */
    private boolean isCounting() {
        String[] first = survey.first();
        int from = first[0].isEmpty() ? 1 : 0;
        return IntStream.range(from, first.length).allMatch(c -> first[c].equals(String.valueOf(c - from)));
    }

    private boolean isNumbered() {
        boolean unlikeClass = !classes.again() && Double.parseDouble(classes.first()) > classes.most() + 1;
        if (!unlikeClass && features.stream().noneMatch(CsvColumn::hasFractions)) {
            throw new DataException(
                    name + " begins with " + shown()
                            + ", which may be the numbers of its columns or an example: remove that line or put it further down");
        }
        return true;
    }

    private String shown() {
        return CsvCell.shown(String.join(",", Arrays.asList(survey.first())));
    }
}
