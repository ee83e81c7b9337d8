package io.plumbline.core.settings;

/**
 * When closed nodes are removed for good.
 *
 * @param after at which decision since it closed a node is removed, from 1; 0: never
 * @param saving share of the cost of an example that a pruning saves at least
 */
public record Pruning(int after, double saving) {

    static Pruning of(Values values) {
        return new Pruning(values.count("prune-after"), values.number("prune-saving"));
    }
}
