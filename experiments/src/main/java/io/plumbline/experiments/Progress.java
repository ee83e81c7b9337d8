package io.plumbline.experiments;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reports the progress of a comparison: one line per run. The time left is estimated from the mean time of the runs
 * since the start. Thread safe.
 */
final class Progress {

    private final Consumer<String> say;
    private final int all;
    private final long begin = System.nanoTime();
    private int done;
    private int made;
    private int failed;

    /**
     * Begins.
     *
     * @param say receives the lines
     * @param all runs of the plan
     */
    Progress(Consumer<String> say, int all) {
        this.say = say;
        this.all = all;
    }

    /** A stage begins; one without runs is not reported. */
    synchronized void stage(Stage stage, int runs, int madeBefore) {
        if (runs == 0) {
            return;
        }
        done += madeBefore;
        String before = madeBefore > 0 ? ", " + madeBefore + " of them made before" : "";
        say.accept(stage.title() + ": " + runs + " runs" + before);
    }

    /** A run is over. */
    synchronized void run(Job job, Optional<Result> result, Optional<String> failure) {
        done++;
        made++;
        failed += failure.isPresent() ? 1 : 0;
        String what = failure.map(reason -> "failed: " + reason)
                .orElseGet(() -> result.map(Progress::outcome).orElse("made"));
        say.accept(String.format(
                Locale.ROOT, "%,d of %,d runs · %s left · %s: %s", done, all, words(left()), job.describe(), what));
    }

    private static String outcome(Result result) {
        return result.converged()
                ? String.format(
                        Locale.ROOT, "loss %.3g after %,d steps", result.last().trainingLoss(), result.steps())
                : "diverged at step " + result.steps();
    }

    private Duration left() {
        return Duration.ofNanos((System.nanoTime() - begin) / made * (all - done));
    }

    synchronized int failed() {
        return failed;
    }

    /** Returns for example {@code 2 h 5 min}, {@code 3 min} or {@code under a minute}. */
    static String words(Duration time) {
        long minutes = Math.round(time.toSeconds() / 60.0);
        if (minutes < 1) {
            return "under a minute";
        }
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
