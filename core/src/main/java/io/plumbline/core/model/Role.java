package io.plumbline.core.model;

import io.plumbline.core.files.Spelling;

/** The role of a slice along an axis for its node. */
public enum Role {
    /** It makes the output of the node: its own parameters. */
    OWNS,
    /** It reads the node's output: an outgoing weight. */
    READS,
    /** It goes with the node at a pruning and is in no sum: an expert's column of the router, running averages. */
    FOLLOWS;

    /** Returns the word, for example {@code owns}. */
    public String spelling() {
        return Spelling.of(this);
    }
}
