package io.plumbline.engine.data;

import io.plumbline.engine.data.Encoding.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which column of a CSV file is which feature, and which the class.
 *
 * @param names in the header, one a column; all empty where there is none, or it is shorter
 * @param header whether the first row is one
 * @param label column of the class
 * @param columns that make the features, in their order
 * @param order where each of them stands in the file
 */
record CsvLayout(List<String> names, boolean header, int label, List<Column> columns, List<Integer> order) {

    /** Decides by what the whole file shows. */
    static CsvLayout of(String name, CsvSurvey survey, CsvSettings settings) {
        CsvHeading heading = CsvHeading.of(name, survey, settings);
        List<Integer> order = others(survey.width(), heading.label());
        if (settings.categories() == Categories.REFUSE) {
            requireNumbers(name, survey, heading, order);
        }
        List<Column> columns = order.stream()
                .map(c -> column(name, heading, survey.columns().get(c), c))
                .toList();
        return new CsvLayout(heading.names(), heading.header(), heading.label(), columns, order);
    }

    /** Finds the columns that a network was trained on: by name where both sides have names, else by place. */
    static CsvLayout like(String name, CsvSurvey survey, CsvSettings settings, List<Column> wanted) {
        CsvHeading heading = CsvHeading.of(name, survey, settings);
        List<String> names = wanted.stream().map(Column::name).toList();
        if (distinct(names) && distinct(heading.names())) {
            return named(name, heading, wanted, names);
        }
        List<Integer> order = others(survey.width(), heading.label());
        if (order.size() != wanted.size()) {
            throw new DataException(name + " has " + order.size()
                    + " columns beside the class, but the network was trained" + " on " + wanted.size());
        }
        return new CsvLayout(heading.names(), heading.header(), heading.label(), wanted, order);
    }

    private static CsvLayout named(String name, CsvHeading heading, List<Column> wanted, List<String> names) {
        List<String> there = heading.names();
        Set<String> lacking = new LinkedHashSet<>(names);
        lacking.removeAll(there);
        List<Integer> left = IntStream.range(0, there.size())
                .filter(c -> !names.contains(there.get(c)))
                .boxed()
                .toList();
        int label = left.size() == 1 ? left.get(0) : heading.label();
        List<String> unknown =
                left.stream().filter(c -> c != label).map(there::get).toList();
        if (!lacking.isEmpty() || !unknown.isEmpty() || !left.contains(label)) {
            throw new DataException(name + " has the columns " + String.join(", ", there)
                    + ", but the network was trained on " + String.join(", ", names) + " beside the class");
        }
        return new CsvLayout(
                there,
                heading.header(),
                label,
                wanted,
                names.stream().map(there::indexOf).toList());
    }

    private static boolean distinct(List<String> names) {
        return !names.contains("") && new LinkedHashSet<>(names).size() == names.size();
    }

    private static List<Integer> others(int width, int label) {
        return IntStream.range(0, width).filter(c -> c != label).boxed().toList();
    }

    private static Column column(String name, CsvHeading heading, CsvColumn column, int c) {
        if (!column.isText()) {
            return new Column(heading.names().get(c), List.of());
        }
        if (column.texts().size() > CsvColumn.MOST_CATEGORIES) {
            throw new DataException(name + " has more than " + CsvColumn.MOST_CATEGORIES + " different texts in "
                    + heading.shown(c) + ", such as " + column.word() + ": expected kinds that come again, remove it");
        }
        return new Column(heading.names().get(c), column.texts());
    }

    private static void requireNumbers(String name, CsvSurvey survey, CsvHeading heading, List<Integer> order) {
        List<String> texts = new ArrayList<>();
        for (int c : order) {
            if (survey.columns().get(c).isText()) {
                texts.add(heading.shown(c) + " (" + survey.columns().get(c).word() + ")");
            }
        }
        if (!texts.isEmpty()) {
            throw new DataException(name + " holds text in " + BadRows.some(texts, texts.size())
                    + ": set data.categories=columns to make a feature of every text, or remove what is no feature");
        }
    }

    /** Returns how many features the columns make. */
    int features() {
        return columns.stream().mapToInt(Column::width).sum();
    }

    /** Refuses a column of numbers that differ in the file and not in memory. */
    void requireDistinguishable(String name, CsvSurvey survey) {
        for (int f = 0; f < columns.size(); f++) {
            CsvColumn column = survey.columns().get(order.get(f));
            if (columns.get(f).categories().isEmpty() && column.collapses()) {
                throw new DataException(name + " holds different numbers in " + shown(order.get(f))
                        + " that are all the same as 32-bit numbers: shift or scale them");
            }
        }
    }

    /** Returns a column for a sentence. */
    String shown(int column) {
        return new CsvHeading(names, header, label).shown(column);
    }
}
