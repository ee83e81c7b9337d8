package io.plumbline.metrics;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which runs are shown, and how far back the log is read for them.
 *
 * @param ended how long a run is shown after its end
 * @param silent how long a run without end is shown after its last record
 * @param atMost number of runs shown at once; those that ended first are hidden first, then those silent for longest
 * @param history the log is read no further back than this, and a run silent for longer is removed; at least {@code
 *     ended} and {@code silent}
 */
public record VisibilityPolicy(Duration ended, Duration silent, int atMost, Duration history) {

    /** An hour after the end, a day of silence, 200 runs, a week of history. */
    public static final VisibilityPolicy DEFAULT =
            new VisibilityPolicy(Duration.ofHours(1), Duration.ofHours(24), 200, Duration.ofDays(7));

    /** The clocks of trainers and gates differ; the log is read from this much earlier. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Comparator<RunView> FIRST_TO_SHOW = Comparator.comparing(
                    (RunView view) -> view.life().hasEnded())
            .thenComparing(Comparator.comparingLong(VisibilityPolicy::lastWord).reversed())
            .thenComparing(RunView::run);

    /** Checks the components. */
    public VisibilityPolicy {
        if (atMost < 1) {
            throw new IllegalArgumentException("metrics.max-runs must be at least 1, was " + atMost);
        }
        if (history.compareTo(ended) < 0 || history.compareTo(silent) < 0) {
            throw new IllegalArgumentException(
                    "metrics.history must be at least metrics.expiry and metrics.silence, was " + history + " against "
                            + ended + " and " + silent);
        }
    }

    /** Returns the runs to show, by name. */
    List<RunView> shown(Collection<RunView> views, long nowMs) {
        return alive(views, nowMs).stream()
                .sorted(FIRST_TO_SHOW)
                .limit(atMost)
                .sorted(Comparator.comparing(RunView::run))
                .toList();
    }

    /** Returns how many runs are hidden because too many could be shown. */
    int hidden(Collection<RunView> views, long nowMs) {
        return Math.max(0, alive(views, nowMs).size() - atMost);
    }

    /** Returns the runs that have been silent for so long that a restart would not read them either. */
    List<String> forgotten(Collection<RunView> views, long nowMs) {
        return views.stream()
                .filter(view -> view.seenMs() < nowMs - history.toMillis())
                .map(RunView::run)
                .toList();
    }

    /**
     * Returns from when on the log must be read so that every run that may be shown is whole: the earliest manifest
     * among them, at most {@code history} ago.
     *
     * @param views folded from runs alone: a run without end may still have newer records in other topics
     */
    long readFrom(Collection<RunView> views, long nowMs) {
        long earliest = views.stream()
                .filter(view -> !view.life().hasEnded() || isFresh(view, nowMs))
                .mapToLong(view -> view.facts().announcedMs())
                .min()
                .orElse(nowMs);
        return Math.max(0, Math.max(earliest, nowMs - history.toMillis()) - SKEW.toMillis());
    }

    private List<RunView> alive(Collection<RunView> views, long nowMs) {
        return views.stream().filter(view -> isFresh(view, nowMs)).toList();
    }

    private boolean isFresh(RunView view, long nowMs) {
        Duration patience = view.life().hasEnded() ? ended : silent;
        return lastWord(view) >= nowMs - patience.toMillis();
    }

    private static long lastWord(RunView view) {
        return view.life().hasEnded() ? view.life().sinceMs() : view.seenMs();
    }
}
