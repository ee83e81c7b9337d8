package io.plumbline.engine.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** A text of UTF-8, plain or gzip, that is read several times, so that it need not be kept. */
final class TextFile {

    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final LoadListener progress;
    private final int passes;
    private int done;

    /**
     * Prepares the reading.
     *
     * @param passes how often it will be read, for the progress
     */
    TextFile(Path path, LoadListener progress, int passes) {
        this.path = path;
        this.progress = progress;
        this.passes = passes;
    }

    /** Hands over every character, but for a mark of the byte order before the first. */
    void read(IntConsumer characters) {
        int pass = done++;
        LoadListener part = new LoadListener() {
            @Override
            public void onRead(String file, double share) {
                progress.onRead(file, (pass + share) / passes);
            }
        };
        DataFile.read(path, "a text", part, in -> read(in, characters));
    }

    private static IntConsumer read(InputStream in, IntConsumer characters) throws IOException {
        Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        int first = text.read();
        int next = first == BYTE_ORDER_MARK ? text.read() : first;
        while (next >= 0) {
            // Of a decoder that refuses what is malformed, the second half follows the first.
            boolean isHalf = Character.isHighSurrogate((char) next);
            characters.accept(isHalf ? Character.toCodePoint((char) next, (char) text.read()) : next);
            next = text.read();
        }
        return characters;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
