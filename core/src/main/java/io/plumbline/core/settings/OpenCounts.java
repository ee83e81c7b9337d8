package io.plumbline.core.settings;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many nodes of every layer are open from a decision on. A list of them, ascending by step, is what the policy
 * {@code random-counts} follows; written {@code 200:480,490; 300:450,470}.
 *
 * @param step decision step, at least 1
 * @param open open nodes of every layer, in the order of the layers, at least one layer, each at least 0
 */
public record OpenCounts(long step, List<Integer> open) {

    /** What people may write, for sentences. */
    public static final String FORM =
            "step:nodes,nodes; step:nodes,nodes with ascending steps and a number for each layer";

    /** Checks and copies the components. */
    public OpenCounts {
        open = List.copyOf(open);
        if (step < 1) {
            throw new IllegalArgumentException("gate.counts must have steps of at least 1, had " + step);
        }
        if (open.isEmpty() || open.stream().anyMatch(nodes -> nodes < 0)) {
            throw new IllegalArgumentException(
                    "gate.counts of step " + step + " must be one or more numbers of at least 0, were " + open);
        }
    }

    /**
     * Reads what people write.
     *
     * @param text as {@link #spelling} gives it, spaces are free
     * @throws IllegalArgumentException if it is nothing of the kind
     */
    public static List<OpenCounts> parse(String text) {
        List<OpenCounts> all = new ArrayList<>();
        for (String entry : text.split(";", -1)) {
            int colon = entry.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("gate.counts must be " + FORM + ", had '" + entry.strip() + "'");
            }
            List<Integer> open = new ArrayList<>();
            for (String nodes : entry.substring(colon + 1).split(",", -1)) {
                open.add((int) number(nodes, Integer.MAX_VALUE));
            }
            all.add(new OpenCounts(number(entry.substring(0, colon), Long.MAX_VALUE), open));
        }
        checkOrder(all);
        return List.copyOf(all);
    }

    private static long number(String text, long most) {
        String digits = text.strip();
        if (!digits.matches("\\d{1,18}") || Long.parseLong(digits) > most) {
            throw new IllegalArgumentException("gate.counts must be " + FORM + ", had '" + digits + "'");
        }
        return Long.parseLong(digits);
    }

    /** Returns the text that {@link #parse} reads. */
    public static String spelling(List<OpenCounts> all) {
        return all.stream().map(OpenCounts::toString).collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return step + ":" + open.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Checks that steps ascend. */
    static void checkOrder(List<OpenCounts> all) {
        for (int i = 1; i < all.size(); i++) {
            long before = all.get(i - 1).step();
            long step = all.get(i).step();
            if (step <= before) {
                throw new IllegalArgumentException(
                        "gate.counts must have ascending steps, had " + step + " after " + before);
            }
        }
    }

    /**
     * Checks that the counts are of these layers: one for each, from its floor to all its nodes.
     *
     * @throws IllegalArgumentException if they are not, in one sentence
     */
    void requireFits(Layers layers, Limits limits) {
        if (open.size() != layers.size()) {
            throw new IllegalArgumentException("gate.counts of step " + step + " must be numbers of " + layers.size()
                    + " layers, were " + open.size());
        }
        for (int l = 0; l < open.size(); l++) {
            Layer layer = layers.all().get(l);
            int floor = limits.floor(layer);
            if (open.get(l) < floor || open.get(l) > layer.nodes()) {
                throw new IllegalArgumentException("gate.counts of step " + step + " must leave " + floor + " to "
                        + layer.nodes() + " nodes of layer " + layer.name() + " open, were " + open.get(l));
            }
        }
    }
}
