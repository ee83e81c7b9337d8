package io.plumbline.engine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** How a test part is taken out of a set that has none of its own, and a validation part out of what is left. */
public enum Split {
    /** Every class gives its share to the part (largest remainders, ties to the lower class). */
    STRATIFIED {
        @Override
        boolean[] taken(Table table, int count, Random random) {
            List<List<Integer>> byClass = byClass(table);
            int[] quota = quotas(byClass, count, table.size());
            boolean[] test = new boolean[table.size()];
            for (int c = 0; c < quota.length; c++) {
                mark(byClass.get(c), quota[c], random, test);
            }
            return test;
        }
    },
    /** Drawn from all alike. */
    PLAIN {
        @Override
        boolean[] taken(Table table, int count, Random random) {
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < table.size(); i++) {
                all.add(i);
            }
            boolean[] test = new boolean[table.size()];
            mark(all, count, random, test);
            return test;
        }
    };

    /** Returns which {@code count} rows make the part that is taken out. */
    abstract boolean[] taken(Table table, int count, Random random);

    /**
     * Parts a table; both parts keep the order of the rows.
     *
     * @param part that is taken out
     * @param share of that part, in (0, 1); its size is rounded up
     * @param seed the same gives the same parts
     * @return what is left to train on, the part
     * @throws DataException if nothing is left
     */
    List<Table> part(Table table, Part part, double share, long seed) {
        int count = (int) Math.ceil(share * table.size());
        if (count >= table.size()) {
            throw new DataException("a " + part.spelling() + " part of " + count + " leaves no training example of "
                    + table.size() + " in all");
        }
        boolean[] taken = taken(table, count, new Random(seed));
        return List.of(table.rows(rows(taken, false)), table.rows(rows(taken, true)));
    }

    private static int[] rows(boolean[] test, boolean wanted) {
        int[] rows = new int[test.length];
        int count = 0;
        for (int i = 0; i < test.length; i++) {
            if (test[i] == wanted) {
                rows[count++] = i;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** Fisher-Yates until {@code count} rows are drawn. */
    private static void mark(List<Integer> rows, int count, Random random, boolean[] test) {
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(rows.size() - i);
            int drawn = rows.get(j);
            rows.set(j, rows.get(i));
            test[drawn] = true;
        }
    }

    private static List<List<Integer>> byClass(Table table) {
        List<List<Integer>> rows = new ArrayList<>();
        for (int c = 0; c < table.classes(); c++) {
            rows.add(new ArrayList<>());
        }
        for (int i = 0; i < table.size(); i++) {
            rows.get(table.labels()[i]).add(i);
        }
        return rows;
    }

    private static int[] quotas(List<List<Integer>> byClass, int count, int size) {
        int[] quota = new int[byClass.size()];
        long[] remainder = new long[quota.length];
        int given = 0;
        for (int c = 0; c < quota.length; c++) {
            long product = (long) byClass.get(c).size() * count;
            quota[c] = (int) (product / size);
            remainder[c] = product % size;
            given += quota[c];
        }
        for (; given < count; given++) {
            int most = 0;
            for (int c = 1; c < quota.length; c++) {
                most = remainder[c] > remainder[most] ? c : most;
            }
            quota[most]++;
            remainder[most] = -1;
        }
        return quota;
    }
}
