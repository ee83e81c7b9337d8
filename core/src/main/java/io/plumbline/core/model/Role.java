package io.plumbline.core.model;

import java.util.Locale;

/** What the slice of a node along an axis is to that node. */
public enum Role {
    /** Its own: what makes its output. */
    OWNS,
    /** It reads the node's output: an outgoing weight. */
    READS,
    /** It goes with the node at a pruning and is in no sum: an expert's column of the router, running averages. */
    FOLLOWS;

    /** Returns the word, for example {@code owns}. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
