package io.plumbline.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where sentences for people go: to the console as they are; where a machine reads the console an object a line, as such
 * an object, so that it understands every line.
 */
final class Sentences extends Writer {

    private static final Logger LOG = LoggerFactory.getLogger("io.plumbline.console");

    private final PrintWriter console;
    private final StringBuilder line = new StringBuilder();

    Sentences(PrintWriter console) {
        this.console = console;
    }

    @Override
    public void write(char[] buffer, int from, int length) {
        synchronized (lock) {
            if (Logs.areEvents()) {
                for (int at = from; at < from + length; at++) {
                    write(buffer[at]);
                }
            } else {
                console.write(buffer, from, length);
            }
        }
    }

    private void write(char character) {
        if (character != '\n') {
            line.append(character);
        } else if (!line.toString().isBlank()) {
            LOG.info("{}", line.toString().strip());
            line.setLength(0);
        }
    }

    @Override
    public void flush() {
        console.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
