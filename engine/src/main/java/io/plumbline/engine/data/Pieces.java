package io.plumbline.engine.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Byte-pair pieces: tokens 0 to 255 are the bytes, every further one is a pair of earlier ones. A word becomes its bytes, then the
 * pairs of the first merge in it are merged from left to right, then those of the next. No text has anything that is not a piece.
 *
 * @param merges in the order in which they were learned, at most 65,279
 */
record Pieces(List<Merge> merges) implements Tokenizer {

    static final int BYTES = TextSettings.LEAST_VOCABULARY;

    /** Words whose pieces are remembered: most of a text are a few, again and again. */
    private static final int REMEMBERED = 1 << 16;

    Pieces {
        merges = List.copyOf(merges);
        Set<Merge> seen = new HashSet<>(merges);
        if (seen.size() < merges.size() || BYTES + merges.size() > TextSettings.MOST_VOCABULARY) {
            throw new IllegalArgumentException("merges must be at most " + (TextSettings.MOST_VOCABULARY - BYTES)
                    + " different ones, were " + merges.size() + ", " + seen.size() + " different");
        }
        for (int i = 0; i < merges.size(); i++) {
            Merge merge = merges.get(i);
            int known = BYTES + i;
            if (merge.left() < 0 || merge.left() >= known || merge.right() < 0 || merge.right() >= known) {
                throw new IllegalArgumentException(
                        "merge " + i + " must be of two of the pieces 0 to " + (known - 1) + ", was " + merge);
            }
        }
    }

    /**
     * Two neighbours that are one piece.
     *
     * @param left piece that begins it
     * @param right piece that ends it
     */
    record Merge(int left, int right) implements Comparable<Merge> {

        /** Orders by the left piece, then by the right one. */
        @Override
        public int compareTo(Merge other) {
            return left != other.left ? Integer.compare(left, other.left) : Integer.compare(right, other.right);
        }
    }

    @Override
    public Kind kind() {
        return Kind.PIECES;
    }

    @Override
    public int size() {
        return BYTES + merges.size();
    }

    @Override
    public List<String> spellings() {
        return IntStream.range(0, size()).mapToObj(this::spelling).toList();
    }

    /** Returns a token for people. */
    String spelling(int token) {
        byte[] bytes = bytes(new int[] {token});
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException partOfACharacter) {
            StringBuilder spelt = new StringBuilder();
            for (byte each : bytes) {
                spelt.append(String.format(Locale.ROOT, "\\x%02x", each));
            }
            return spelt.toString();
        }
    }

    @Override
    public String decode(int[] tokens) {
        return new String(bytes(tokens), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int[] tokens) {
        StringBuilder bytes = new StringBuilder();
        for (int token : tokens) {
            append(token, bytes);
        }
        return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void append(int token, StringBuilder into) {
        if (token < BYTES) {
            into.append((char) token);
        } else {
            append(merges.get(token - BYTES).left(), into);
            append(merges.get(token - BYTES).right(), into);
        }
    }

    @Override
    public Encoder encoder(String source, IntConsumer into) {
        return new Merging(merges, into);
    }

    /** Returns a word, one character a byte, as the numbers of its bytes. */
    static int[] ofBytes(String word) {
        return word.chars().toArray();
    }

    /** Returns a word in which every such pair, from left to right, is one piece. */
    static int[] merged(int[] word, Merge pair, int piece) {
        int count = 0;
        int[] shorter = new int[word.length];
        for (int i = 0; i < word.length; i++) {
            boolean merges = i + 1 < word.length && word[i] == pair.left() && word[i + 1] == pair.right();
            shorter[count++] = merges ? piece : word[i];
            i += merges ? 1 : 0;
        }
        return Arrays.copyOf(shorter, count);
    }

    /** Merges word by word. */
    private static final class Merging implements Encoder {

        private final Map<Merge, Integer> ranks = new HashMap<>();
        private final Map<String, int[]> remembered = new HashMap<>();
        private final Words words = new Words(this::hand);
        private final IntConsumer into;

        Merging(List<Merge> merges, IntConsumer into) {
            this.into = into;
            merges.forEach(merge -> ranks.put(merge, BYTES + ranks.size()));
        }

        @Override
        public void accept(int codePoint) {
            words.accept(codePoint);
        }

        @Override
        public void end() {
            words.end();
        }

        private void hand(String word) {
            int[] pieces = remembered.get(word);
            if (pieces == null) {
                pieces = pieces(word);
                if (remembered.size() < REMEMBERED) {
                    remembered.put(word, pieces);
                }
            }
            for (int piece : pieces) {
                into.accept(piece);
            }
        }

        private int[] pieces(String word) {
            int[] pieces = ofBytes(word);
            while (true) {
                int first = Integer.MAX_VALUE;
                int at = -1;
                for (int i = 0; i + 1 < pieces.length; i++) {
                    int piece = ranks.getOrDefault(new Merge(pieces[i], pieces[i + 1]), Integer.MAX_VALUE);
                    at = piece < first ? i : at;
                    first = Math.min(first, piece);
                }
                if (at < 0) {
                    return pieces;
                }
                pieces = merged(pieces, new Merge(pieces[at], pieces[at + 1]), first);
            }
        }
    }
}
