package io.plumbline.engine.data;

import java.util.List;
import java.util.TreeSet;

/** What the whole of a column of a CSV file shows. The first row stands apart until it is known whether it is a header. */
final class CsvColumn {

    /** More is no kind or class but a text of its own in every row. */
    static final int MOST_CATEGORIES = 1000;

    private final String first;
    private final TreeSet<String> texts = new TreeSet<>();
    private long numbers;
    private long words;
    private String word = "";
    private long wordLine;
    private boolean again;
    private boolean fractions;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    CsvColumn(String first) {
        this.first = first;
    }

    /** Takes what stands in a row after the first. */
    void add(String cell, long line) {
        again |= cell.equals(first);
        count(cell, line);
    }

    /** Takes the first row for an example like the others. */
    void addFirst(long line) {
        count(first, line);
    }

    private void count(String cell, long line) {
        if (CsvCell.isMissing(cell)) {
            return;
        }
        double number = CsvCell.number(cell);
        if (Double.isNaN(number)) {
            addWord(cell, line);
        } else {
            numbers++;
            fractions |= cell.indexOf('.') >= 0;
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
    }

    private void addWord(String cell, long line) {
        if (words == 0) {
            word = cell;
            wordLine = line;
        }
        words++;
        if (texts.size() <= MOST_CATEGORIES) {
            texts.add(cell);
        }
    }

    String first() {
        return first;
    }

    boolean firstIsText() {
        return !CsvCell.isMissing(first) && !firstIsNumber();
    }

    boolean firstIsNumber() {
        return !Double.isNaN(CsvCell.number(first));
    }

    /** Returns whether what stands in the first row stands in another one, too. */
    boolean again() {
        return again;
    }

    /** Returns whether most of what stands there, but for the first row, is text. */
    boolean isText() {
        return words > numbers;
    }

    /** Returns whether it holds numbers, and one of them is spelt with a point. */
    boolean hasFractions() {
        return fractions;
    }

    /** Returns the greatest number, −∞ if there is none. */
    double most() {
        return most;
    }

    /** Returns whether its numbers differ, yet are one and the same as binary32, so that nothing could be learned. */
    boolean collapses() {
        return least < most && (float) least == (float) most;
    }

    /** Returns the different texts in alphabetical order: at most one more than {@link #MOST_CATEGORIES}. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** Returns an example of its texts, for a sentence. */
    String word() {
        return CsvCell.shown(word) + " at line " + wordLine;
    }
}
