package io.plumbline.engine.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The class column of a CSV file. Where all of it are whole numbers from 0 to 999, they stand for themselves; other
 * numbers are numbered by size, names in alphabetical order. A number is one class however it is spelt.
 */
final class CsvClasses {

    /** More is no classification but a column of measurements taken for one. */
    private static final int MOST = 1000;
    /** One class may be spelt in several ways, but not in any number of ways. */
    private static final int MOST_SPELLINGS = 10 * MOST;

    private final String file;
    private final String column;
    private final Map<String, Spelling> spellings = new LinkedHashMap<>();
    private long rows;

    /** Prepares for a column, both named as sentences name them. */
    CsvClasses(String file, String column) {
        this.file = file;
        this.column = column;
    }

    /** A class as it stands in the file. */
    private static final class Spelling {

        private final int code;
        private final long line;
        private long rows;

        Spelling(int code, long line) {
            this.code = code;
            this.line = line;
        }
    }

    /** Takes the class of an example and returns a code for it, to be turned into its number when all are known. */
    int code(String cell, long line) {
        Spelling spelling = spellings.computeIfAbsent(cell, text -> new Spelling(spellings.size(), line));
        if (spellings.size() > MOST_SPELLINGS) {
            throw new DataException(
                    file + " holds more than " + MOST_SPELLINGS + " different classes in " + column + measured());
        }
        spelling.rows++;
        rows++;
        return spelling.code;
    }

    /** Returns the number of every code, and their names. */
    Numbered numbered() {
        boolean numeric = spellings.keySet().stream().noneMatch(text -> Double.isNaN(CsvCell.number(text)));
        List<String> names = numeric ? numbers() : List.copyOf(new TreeSet<>(spellings.keySet()));
        long distinct = names.stream().filter(name -> !name.isEmpty()).count();
        if (distinct < 2) {
            throw new DataException(file + " holds " + CsvCell.shown(names.get(names.size() - 1)) + " in all rows of "
                    + column + ", the class: expected 2 to " + MOST + " classes");
        }
        boolean fractions = numeric && names.stream().anyMatch(name -> name.indexOf('.') >= 0);
        if (distinct > MOST || (fractions && distinct > rows / 2)) {
            throw new DataException(
                    file + " holds " + distinct + " different classes in " + rows + " rows of " + column + measured());
        }
        return numbered(names, numeric);
    }

    private static String measured() {
        return ", expected 2 to " + MOST + ": is it a measurement? Name the column of the class with data.label";
    }

    private Numbered numbered(List<String> names, boolean numeric) {
        int[] numbers = new int[spellings.size()];
        spellings.forEach((text, spelling) ->
                numbers[spelling.code] = names.indexOf(numeric ? CsvCell.spelling(CsvCell.number(text)) : text));
        return new Numbered(numbers, names);
    }

    /** Returns the numbers by size; where they stand for themselves, with the empty name for those that are not there. */
    private List<String> numbers() {
        TreeMap<Double, String> bySize = new TreeMap<>(Comparator.naturalOrder());
        for (String text : spellings.keySet()) {
            double number = CsvCell.number(text) + 0.0; // −0 becomes 0
            bySize.put(number, CsvCell.spelling(number));
        }
        boolean themselves = bySize.firstKey() >= 0
                && bySize.lastKey() < MOST
                && bySize.keySet().stream().allMatch(number -> number == Math.rint(number));
        if (!themselves) {
            return List.copyOf(bySize.values());
        }
        List<String> all = new ArrayList<>(Collections.nCopies(bySize.lastKey().intValue() + 1, ""));
        bySize.forEach((number, name) -> all.set(number.intValue(), name));
        return all;
    }

    /**
     * Returns the number that an encoding gives every code.
     *
     * @throws DataException with the classes that it does not know
     */
    Numbered like(Encoding encoding) {
        int[] numbers = new int[spellings.size()];
        List<String> unknown = new ArrayList<>();
        spellings.forEach((text, spelling) -> {
            OptionalInt known = encoding.classOf(text);
            if (known.isEmpty()) {
                known = encoding.classOf(CsvCell.spelling(CsvCell.number(text)));
            }
            if (known.isEmpty()) {
                unknown.add(CsvCell.shown(text) + " in " + spelling.rows + " rows, first at line " + spelling.line);
            }
            numbers[spelling.code] = known.orElse(0);
        });
        if (!unknown.isEmpty()) {
            throw encoding.unknown(file, BadRows.some(unknown, unknown.size()));
        }
        return new Numbered(numbers, encoding.classes());
    }

    /**
     * Numbers of classes.
     *
     * @param byCode number of every code
     * @param names by number
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Numbered(int[] byCode, List<String> names) {}
}
