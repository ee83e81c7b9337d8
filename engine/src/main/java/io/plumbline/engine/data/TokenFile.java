package io.plumbline.engine.data;

import io.plumbline.core.files.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Takes tokens one by one into a file of its own, which is mapped into memory at the end and has no name any more. It is not the text
 * itself that is mapped: whoever edits that while a run trains must not change what the run sees.
 */
final class TokenFile implements AutoCloseable {

    /** Tokens beyond need two bytes. */
    private static final int NARROW = 1 << 8;

    private static final int CHUNK = 1 << 16;

    private final Path folder;
    private final String source;
    private final boolean isWide;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private final FileChannel file;
    private long written;

    /**
     * Makes the file.
     *
     * @param source of the tokens, for sentences
     * @param vocabulary above all tokens, at most 65,536
     */
    TokenFile(String source, int vocabulary) {
        this(Path.of(System.getProperty("java.io.tmpdir")), source, vocabulary);
    }

    /** Makes the file in a folder. */
    TokenFile(Path folder, String source, int vocabulary) {
        this.folder = folder;
        this.source = source;
        this.isWide = vocabulary > NARROW;
        try {
            Path path = Files.createTempFile(folder, "plumbline-tokens", null);
            this.file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException unwritable) {
            throw full(unwritable);
        }
    }

    /** Takes the next token. */
    void add(int token) {
        if (isWide) {
            chunk.putShort((short) token);
        } else {
            chunk.put((byte) token);
        }
        if (!chunk.hasRemaining()) {
            drain();
        }
    }

    private void drain() {
        chunk.flip();
        written += chunk.remaining();
        if (written > Integer.MAX_VALUE) {
            throw new DataException(source + " has more tokens than one mapping holds: expected at most "
                    + Integer.MAX_VALUE / (isWide ? Short.BYTES : Byte.BYTES) + " in a part");
        }
        try {
            while (chunk.hasRemaining()) {
                file.write(chunk);
            }
        } catch (IOException unwritable) {
            throw full(unwritable);
        }
        chunk.clear();
    }

    /** Returns all tokens; nothing may be added any more. */
    Tokens tokens() {
        drain();
        try {
            return new Tokens(file.map(FileChannel.MapMode.READ_ONLY, 0, written), isWide);
        } catch (IOException unmappable) {
            throw full(unmappable);
        }
    }

    private DataException full(IOException trouble) {
        return new DataException(
                "the tokens of " + source + " cannot be kept in the folder of temporary files, " + folder + ": "
                        + FileTrouble.why(trouble),
                trouble);
    }

    /** Closes the file; what was mapped stays. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException unclosable) {
            throw full(unclosable);
        }
    }
}
