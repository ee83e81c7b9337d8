package io.plumbline.engine.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that says how much of it was read. */
final class CountedInput extends FilterInputStream {

    /** A file is told of this often: seldom enough to cost nothing, often enough for a bar. */
    private static final long TOLD_EVERY = 1 << 20;

    private final String name;
    private final long size;
    private final LoadListener progress;
    private long read;
    private long told;

    CountedInput(Path file, LoadListener progress) throws IOException {
        super(Files.newInputStream(file));
        this.name = String.valueOf(file.getFileName());
        this.size = Files.size(file);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        read += Math.max(0, count);
        if (read - told >= TOLD_EVERY || (count < 0 && told < read)) {
            told = read;
            progress.onRead(name, Math.min(1, (double) read / size));
        }
        return count;
    }
}
