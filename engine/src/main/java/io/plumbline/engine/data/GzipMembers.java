package io.plumbline.engine.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The contents of all members of a gzip file, one after another (RFC 1952, section 2.2). Zeros after the last member are
 * padding; anything else there is refused, where {@link java.util.zip.GZIPInputStream} would end in silence.
 */
final class GzipMembers extends InputStream {

    private final BufferedInputStream file;
    private InputStream member;
    private int number = 1;
    private boolean ended;

    /** Takes over a stream that stands before the first member. */
    GzipMembers(BufferedInputStream file) throws IOException {
        this.file = file;
        this.member = open();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (!ended) {
            int count = readMember(into, from, length);
            if (count >= 0) {
                return count;
            }
            ended = !nextMember();
        }
        return -1;
    }

    private int readMember(byte[] into, int from, int length) throws IOException {
        try {
            return member.read(into, from, length);
        } catch (EOFException truncated) {
            throw truncated;
        } catch (IOException damaged) {
            throw damaged(damaged.getMessage());
        }
    }

    private boolean nextMember() throws IOException {
        file.mark(1);
        int first = file.read();
        if (first > 0) {
            file.reset();
            number++;
            member = open();
            return true;
        }
        for (int padding = first; padding >= 0; padding = file.read()) {
            if (padding != 0) {
                throw damaged("bytes that are no padding follow it");
            }
        }
        return false;
    }

    private InputStream open() throws IOException {
        try {
            return new GzipCompressorInputStream(file, false);
        } catch (EOFException truncated) {
            throw truncated;
        } catch (IOException noMember) {
            throw number == 1
                    ? damaged(noMember.getMessage())
                    : new ZipException("what follows its member " + (number - 1)
                            + " is neither a further one nor padding: " + noMember.getMessage());
        }
    }

    private ZipException damaged(String why) {
        return new ZipException("member " + number + ": " + why);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
