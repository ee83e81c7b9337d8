package io.plumbline.core.model;

import io.plumbline.core.files.Spelling;

/** What a node of a layer is. */
public enum LayerKind {
    /** A hidden unit of a dense layer. */
    DENSE,
    /** An output channel of a convolution. */
    CONVOLUTION,
    /** A channel of a residual stream: one node of all blocks that add to the stream. */
    STREAM,
    /** A head of multi-head attention. */
    ATTENTION_HEAD,
    /** A unit of the feed-forward part of a transformer. */
    FEED_FORWARD,
    /** An expert of a mixture. */
    EXPERT;

    /** Returns whether a residual way leads past a layer of this kind, so that all its nodes may close. */
    public boolean isBypassed() {
        return this == ATTENTION_HEAD || this == FEED_FORWARD || this == EXPERT;
    }

    /** Returns the spelling in manifests, for example {@code attention-head}. */
    public String spelling() {
        return Spelling.of(this);
    }

    /**
     * Returns the kind spelled so.
     *
     * @param spelling as given by {@link #spelling()}
     * @throws IllegalArgumentException if no kind is spelled so
     */
    public static LayerKind of(String spelling) {
        return Spelling.constant(LayerKind.class, "layer kind", spelling);
    }
}
