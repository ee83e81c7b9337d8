package io.plumbline.benchmarks;

import io.plumbline.benchmarks.StepWindows.Window;
import java.util.List;
import java.util.Locale;

/** Windows side by side: times as ratios to those before the pause and after it, and what the process held. */
record PauseTable(StepWindows steps, List<Row> rows) {

    private static final double MEGABYTE = 1e6;

    /**
     * What a process held in a window.
     *
     * @param window which
     * @param most of all looks
     * @param live at its end, after a collection
     */
    record Row(Window window, Most most, Memory live) {}

    /**
     * The most of all looks.
     *
     * @param memory of the process
     * @param queued bytes of statistics that waited in the trainer's queue
     */
    record Most(Memory memory, long queued) {

        static final Most NONE = new Most(Memory.NONE, 0);

        /** Returns the larger, each part for itself. */
        Most max(Memory other, long otherQueued) {
            return new Most(memory.max(other), Math.max(queued, otherQueued));
        }
    }

    void print() {
        System.out.println("median of a step, ms; memory, MB");
        System.out.println(
                "              steps   wall  /before  /after   processor  /before  /after   most heap  live  resident  queue");
        for (Row row : rows) {
            System.out.println(times(row.window()) + memory(row));
        }
        System.out.println(times(Window.CATCHING_UP));
    }

    private String times(Window window) {
        double wall = steps.wallMs(window);
        double processor = steps.processorMs(window);
        return String.format(
                Locale.ROOT,
                "%-12s %6d  %5.2f   %5.3f   %5.3f       %5.2f    %5.3f   %5.3f",
                window.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                steps.count(window),
                wall,
                wall / steps.wallMs(Window.BEFORE),
                wall / steps.wallMs(Window.AFTER),
                processor,
                processor / steps.processorMs(Window.BEFORE),
                processor / steps.processorMs(Window.AFTER));
    }

    private static String memory(Row row) {
        return String.format(
                Locale.ROOT,
                "      %6.0f %5.0f    %6.0f %6.1f",
                row.most().memory().heap() / MEGABYTE,
                row.live().heap() / MEGABYTE,
                row.most().memory().resident() / MEGABYTE,
                row.most().queued() / MEGABYTE);
    }
}
