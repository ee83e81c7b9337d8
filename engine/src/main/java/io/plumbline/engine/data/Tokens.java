package io.plumbline.engine.data;

import java.nio.ByteBuffer;

/**
 * The tokens of a part, one or two bytes each, mapped into memory: the heap holds none of them. Immutable.
 *
 * @param bytes of all tokens, two of them the higher one first
 * @param isWide whether a token takes two
 */
record Tokens(ByteBuffer bytes, boolean isWide) {

    /** Returns how many there are. */
    int count() {
        return isWide ? bytes.limit() / Short.BYTES : bytes.limit();
    }

    /** Returns the token at a place, from 0. */
    int at(int place) {
        return isWide ? Short.toUnsignedInt(bytes.getShort(place * Short.BYTES)) : Byte.toUnsignedInt(bytes.get(place));
    }
}
