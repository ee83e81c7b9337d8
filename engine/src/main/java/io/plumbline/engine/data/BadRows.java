package io.plumbline.engine.data;

import java.util.ArrayList;
import java.util.List;

/** Counts what is wrong in the rows of a file and keeps the first few for its sentence. */
final class BadRows {

    private static final int NAMED = 3;

    private final List<String> first = new ArrayList<>();
    private long count;

    /** Takes what is wrong with a row. */
    void add(String what) {
        count++;
        if (first.size() < NAMED) {
            first.add(what);
        }
    }

    long count() {
        return count;
    }

    /** Returns the first few, and how many more there are. */
    String some() {
        return some(first, count);
    }

    /** Returns the first few of a list, and how many more there are. */
    static String some(List<String> all, long count) {
        int shown = Math.min(NAMED, all.size());
        String text = String.join("; ", all.subList(0, shown));
        return count > shown ? text + "; and " + (count - shown) + " more" : text;
    }
}
