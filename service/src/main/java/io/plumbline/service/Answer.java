package io.plumbline.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** An answer of the admin port; the same one may be sent to many clients. */
final class Answer {

    private final int status;
    private final String contentType;
    private final byte[] body;
    private ByteBuffer gzipped = ByteBuffer.allocate(0);

    Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body.clone();
    }

    static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text);
    }

    static Answer of(int status, String contentType, String text) {
        return new Answer(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    ByteBuffer body() {
        return ByteBuffer.wrap(body).asReadOnlyBuffer();
    }

    /** Returns the body, compressed at the first call. */
    synchronized ByteBuffer gzipped() {
        if (!gzipped.hasRemaining()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(body);
            } catch (IOException never) {
                throw new UncheckedIOException(never);
            }
            gzipped = ByteBuffer.wrap(bytes.toByteArray());
        }
        return gzipped.asReadOnlyBuffer();
    }
}
