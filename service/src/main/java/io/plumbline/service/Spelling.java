package io.plumbline.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
public final class Spelling {

    /** With more differing letters than this, a guess misleads more than it helps. */
    private static final int MISTAKES = 3;

    private Spelling() {}

    /** Returns what may have been meant by a key that nobody knows, for the end of a sentence; empty where nothing can be said. */
    static String hint(String key, Collection<String> known) {
        return nearest(key, known)
                .map(name -> "; did you mean " + name + "?")
                .orElseGet(() -> below(key.substring(0, Math.max(0, key.lastIndexOf('.'))), known));
    }

    /** Keys below a key that is itself a setting are few and alike, so all of them are named. */
    private static String below(String parent, Collection<String> known) {
        List<String> keys = known.contains(parent)
                ? known.stream().filter(name -> name.startsWith(parent + ".")).toList()
                : List.of();
        return keys.isEmpty() ? "" : ": expected one of " + String.join(", ", keys);
    }

    /**
     * Returns the known name that is nearest by Levenshtein distance, ties by alphabet; nothing where all are
     * farther than {@value #MISTAKES} mistakes.
     */
    static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .filter(other -> distance(name, other) <= MISTAKES)
                .min(Comparator.<String>comparingInt(other -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns the smallest number of insertions, deletions and replacements that turn one into the other. */
    public static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
