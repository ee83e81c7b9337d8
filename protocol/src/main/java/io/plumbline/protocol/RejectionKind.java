package io.plumbline.protocol;

import io.plumbline.core.files.Spelling;

/** What a rejected mask change was wrong in: a few kinds for those who count, beside the sentence for those who read. */
public enum RejectionKind {
    /** Its version is not above the one in force. */
    OLD_VERSION,
    /** It was decided under another version than the one in force. */
    OTHER_VERSION,
    /** It was decided at a step that is not to be decided, or not made yet. */
    WRONG_STEP,
    /** It changes no node, or its nodes do not lead to its mask. */
    WRONG_NODES,
    /** It opens or keeps nodes that were removed, or removes some that are open. */
    REMOVED_NODES,
    /** It leaves fewer nodes of a layer open than the settings say. */
    FLOOR,
    /** Its mask is of another network. */
    MALFORMED,
    /** A kind that is not known here, or none. */
    OTHER;

    /** Returns the kind spelled so; {@link #OTHER} where there is none. */
    public static RejectionKind of(String spelling) {
        return Spelling.find(RejectionKind.class, spelling).orElse(OTHER);
    }

    /** Returns the spelling in records and labels, for example {@code old-version}. */
    public String spelling() {
        return Spelling.of(this);
    }
}
