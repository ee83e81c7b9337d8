package io.plumbline.engine.data;

import io.plumbline.engine.data.Pieces.Merge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns byte-pair pieces (Sennrich, Haddow, Birch 2016, algorithm 1): the pair of neighbours that is most frequent becomes a piece,
 * of equally frequent ones that of the lowest numbers, again and again. Words are counted first, and after a merge only pairs of words
 * that have it are counted anew. Not thread safe.
 */
final class PieceLearner {

    /** A pair that stands in the text once saves nothing. */
    private static final long LEAST_COUNT = 2;

    private final Map<String, Long> seen = new HashMap<>();
    private final Words words = new Words(word -> seen.merge(word, 1L, Long::sum));
    private final List<int[]> spelt = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Merge, Long> pairs = new HashMap<>();
    /** Numbers of the words that have a pair, or had it. */
    private final Map<Merge, Set<Integer>> having = new HashMap<>();

    private final PriorityQueue<Counted> queue = new PriorityQueue<>(
            Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::pair));

    /** How often a pair stood in the text when it was put in the queue. */
    private record Counted(Merge pair, long count) {}

    /** Takes the next character of the text. */
    void accept(int codePoint) {
        words.accept(codePoint);
    }

    /**
     * Returns what was learned of all that was taken: the same of the same text, on every machine.
     *
     * @param size pieces, at least 256; fewer are learned where no pair comes twice
     */
    Pieces learned(int size) {
        words.end();
        seen.forEach((word, count) -> {
            spelt.add(Pieces.ofBytes(word));
            counts.add(count);
        });
        seen.clear();
        Set<Merge> all = new HashSet<>();
        for (int w = 0; w < spelt.size(); w++) {
            count(w, 1, all);
        }
        enqueue(all);
        List<Merge> merges = new ArrayList<>();
        while (Pieces.BYTES + merges.size() < size && !queue.isEmpty()) {
            Counted best = queue.remove();
            boolean isCurrent = pairs.getOrDefault(best.pair(), 0L) == best.count();
            if (isCurrent) {
                merge(best.pair(), Pieces.BYTES + merges.size());
                merges.add(best.pair());
            }
        }
        return new Pieces(merges);
    }

    private void merge(Merge pair, int piece) {
        Set<Merge> changed = new HashSet<>();
        for (int w : having.remove(pair)) {
            count(w, -1, changed);
            spelt.set(w, Pieces.merged(spelt.get(w), pair, piece));
            count(w, 1, changed);
        }
        enqueue(changed);
    }

    /** Adds the pairs of a word to the counts, or takes them out. */
    private void count(int w, int sign, Set<Merge> changed) {
        int[] word = spelt.get(w);
        for (int i = 0; i + 1 < word.length; i++) {
            Merge pair = new Merge(word[i], word[i + 1]);
            pairs.merge(pair, sign * counts.get(w), Long::sum);
            changed.add(pair);
            if (sign > 0) {
                having.computeIfAbsent(pair, none -> new HashSet<>()).add(w);
            }
        }
    }

    private void enqueue(Set<Merge> changed) {
        for (Merge pair : changed) {
            long count = pairs.get(pair);
            if (count >= LEAST_COUNT) {
                queue.add(new Counted(pair, count));
            } else if (count == 0) {
                pairs.remove(pair);
                having.remove(pair);
            }
        }
    }
}
