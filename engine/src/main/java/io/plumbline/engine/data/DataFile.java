package io.plumbline.engine.data;

import io.plumbline.core.files.FileTrouble;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** Opens data files, plain or gzip (told by their first bytes, not by their name), and turns trouble into sentences. */
final class DataFile {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private DataFile() {}

    /** What is done with an open file. */
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /**
     * Reads a file.
     *
     * @param file plain or gzip
     * @param expected what it should hold, for the sentence, such as "an IDX file of images"
     * @param progress hears how much of it is read
     * @throws DataException if there is no such file, it is cut short, or cannot be read
     */
    static <T> T read(Path file, String expected, LoadListener progress, Reader<T> reader) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    file + (Files.isDirectory(file) ? " is a folder" : " is no file") + ": expected " + expected);
        }
        try (InputStream in = new CountedInput(file, progress)) {
            return read(file.toString(), in, expected, reader);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /** Returns the number of bytes of a file that is not compressed, 0 for any other. */
    static long plainSize(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
            return gzip ? 0 : Files.size(file);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /** Reads a stream that has the given name in sentences. */
    static <T> T read(String name, InputStream in, String expected, Reader<T> reader) {
        try (InputStream plain = plain(in)) {
            return reader.read(plain);
        } catch (EOFException truncated) {
            throw new DataException(name + " is truncated: it ends before the end of " + expected, truncated);
        } catch (ZipException damaged) {
            throw new DataException(name + " is a damaged gzip file: " + damaged.getMessage(), damaged);
        } catch (CharacterCodingException foreign) {
            throw new DataException(
                    name + " is not UTF-8 text: save or convert it as UTF-8 (iconv -f utf-16 -t utf-8, or -f latin1)",
                    foreign);
        } catch (IOException unreadable) {
            throw new DataException(name + " cannot be read: " + FileTrouble.why(unreadable), unreadable);
        }
    }

    /** Returns the files of a folder whose whole name matches, sorted by name. */
    static List<Path> matching(Path folder, Pattern name) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder + " is no folder: expected one that holds the data files");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new DataException(folder + " cannot be listed: " + FileTrouble.why(folder, unreadable), unreadable);
        }
    }

    private static DataException unreadable(Path file, IOException failure) {
        return new DataException(file + " cannot be read: " + FileTrouble.why(file, failure), failure);
    }

    private static InputStream plain(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(2);
        boolean gzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
        buffered.reset();
        return gzip ? new BufferedInputStream(new GzipMembers(buffered), BUFFER) : buffered;
    }
}
