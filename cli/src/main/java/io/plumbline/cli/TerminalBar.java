package io.plumbline.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is drawn over itself, by a thread of its own. */
final class TerminalBar implements Bar {

    private static final int DRAWN_EVERY_MS = 200;

    private final ProgressBar bar;

    TerminalBar(String name, String unit, long steps) {
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(steps)
                .setUnit(" " + unit + "s", 1)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(DRAWN_EVERY_MS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void show(long step, Object state) {
        bar.stepTo(step);
        bar.setExtraMessage(state.toString());
    }

    @Override
    public void close() {
        bar.close();
    }
}
