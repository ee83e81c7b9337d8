package io.plumbline.cli;

import io.plumbline.engine.data.LoadListener;

/** Reports every quarter of a file that takes long to read, and what was left out of it. */
final class LoadProgress implements LoadListener {

    private static final int QUARTERS = 4;
    /** A file of which this share is read by the first call is too small for progress. */
    private static final double SMALL = 0.1;

    private final Console console;
    private String file = "";
    private boolean small;
    private int quarter;

    LoadProgress(Console console) {
        this.console = console;
    }

    @Override
    public void onRead(String name, double share) {
        if (!name.equals(file)) {
            file = name;
            small = share > SMALL;
            quarter = 0;
        }
        int due = (int) (share * QUARTERS);
        if (!small && due > quarter) {
            quarter = due;
            console.say("Reading " + name + ": " + 100 * due / QUARTERS + " %");
        }
    }

    @Override
    public void onLeftOut(String sentence) {
        console.say(sentence);
    }
}
