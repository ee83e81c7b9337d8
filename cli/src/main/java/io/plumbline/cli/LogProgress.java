package io.plumbline.cli;

import io.plumbline.report.runlog.ReadProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows the reading of a log that takes longer than a moment. */
final class LogProgress implements ReadProgress, AutoCloseable {

    /** A shorter wait needs no bar. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Console console;
    private final long patience;
    private long begin;
    /** The bar, once there is one. */
    private final List<Bar> bars = new ArrayList<>(1);

    LogProgress(Console console) {
        this(console, MOMENT);
    }

    /** Shows nothing before this much time has passed. */
    LogProgress(Console console, Duration moment) {
        this.console = console;
        this.patience = moment.toNanos();
    }

    @Override
    public void read(long read, long all) {
        if (begin == 0) {
            begin = System.nanoTime();
        }
        if (bars.isEmpty() && System.nanoTime() - begin >= patience) {
            bars.add(console.bar("reading the log", "record", all));
        }
        bars.forEach(bar -> bar.show(read, ""));
    }

    @Override
    public void close() {
        bars.forEach(Bar::close);
        bars.clear();
    }
}
