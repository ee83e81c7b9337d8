package io.plumbline.trainer.engine;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Keeps what SameDiff prints while it derives a graph ("Added differentiated op …") off standard output. */
final class QuietBuild {

    private QuietBuild() {}

    /** Runs a build; what other threads print meanwhile is printed. */
    static synchronized void run(Runnable build) {
        PrintStream console = System.out;
        Thread builder = Thread.currentThread();
        System.setOut(new PrintStream(new WithoutThread(console, builder), true, Charset.defaultCharset()));
        try {
            build.run();
        } finally {
            System.setOut(console);
        }
    }

    private static final class WithoutThread extends FilterOutputStream {

        private final Thread silenced;

        WithoutThread(OutputStream out, Thread silenced) {
            super(out);
            this.silenced = silenced;
        }

        @Override
        public void write(int b) throws IOException {
            if (Thread.currentThread() != silenced) {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (Thread.currentThread() != silenced) {
                out.write(bytes, from, length);
            }
        }
    }
}
