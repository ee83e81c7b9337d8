package io.plumbline.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The class column of a CSV file. If the first class is a whole number, all are, and stand for themselves; else they are
 * names, numbered in alphabetical order.
 */
final class CsvClasses {

    /** More is no classification but a column of measurements taken for one. */
    private static final int MOST = 1000;

    private final String file;
    private final List<String> names = new ArrayList<>();
    private boolean numbers;

    CsvClasses(String file) {
        this.file = file;
    }

    void add(String field, long line) {
        if (names.isEmpty()) {
            numbers = isNumber(field);
        }
        if (field.isEmpty()) {
            throw new DataException(file + " has no class at line " + line);
        }
        if (numbers && (!isNumber(field) || Integer.parseInt(field) >= MOST)) {
            throw new DataException(file + " has class '" + field + "' at line " + line
                    + ", expected a whole number from 0 to " + (MOST - 1));
        }
        names.add(field);
    }

    /** Returns the class of every example. */
    int[] labels() {
        if (numbers) {
            return names.stream().mapToInt(Integer::parseInt).toArray();
        }
        List<String> sorted = new ArrayList<>(new TreeSet<>(names));
        return names.stream()
                .mapToInt(name -> Collections.binarySearch(sorted, name))
                .toArray();
    }

    /** Returns their names in the order of their numbers, the empty one for a number that no example bears. */
    List<String> distinct() {
        if (!numbers) {
            return List.copyOf(new TreeSet<>(names));
        }
        List<String> all = new ArrayList<>(Collections.nCopies(count(), ""));
        for (int label : labels()) {
            all.set(label, String.valueOf(label));
        }
        return all;
    }

    /** Returns how many classes there are: one more than the greatest, at least 2. */
    int count() {
        int count = Arrays.stream(labels()).max().orElse(0) + 1;
        if (count < 2 || count > MOST) {
            throw new DataException(file + " holds " + count + " classes, expected 2 to " + MOST);
        }
        return count;
    }

    private static boolean isNumber(String field) {
        return field.matches("\\d{1,9}");
    }
}
