package io.plumbline.report;

import io.plumbline.protocol.v1.RunEvent;

/**
 * How a run ended, or that it did not.
 *
 * @param word {@code finished}, {@code stopped}, {@code failed}, {@code diverged} or {@code running}
 * @param steps made
 * @param planned steps
 * @param reason where somebody gave one; else empty
 */
public record Outcome(String word, long steps, long planned, String reason) {

    static final String FINISHED = "finished";
    static final String RUNNING = "running";

    static Outcome of(RunHistory history) {
        RunEvent end = history.ending().orElseGet(RunEvent::getDefaultInstance);
        long planned = history.manifest().getPlannedSteps();
        return switch (end.getEventCase()) {
            case FINISHED -> new Outcome(FINISHED, end.getFinished().getStep(), planned, "");
            case STOPPED ->
                new Outcome(
                        "stopped",
                        end.getStopped().getStep(),
                        planned,
                        why(end.getStopped().getReason()));
            case FAILED ->
                new Outcome(
                        "failed",
                        end.getFailed().getStep(),
                        planned,
                        end.getFailed().getReason());
            case DIVERGED ->
                new Outcome(
                        "diverged",
                        end.getDiverged().getStep(),
                        planned,
                        "the loss or a gradient was no longer finite, the last loss was "
                                + Figures.three(end.getDiverged().getLoss()));
            default -> new Outcome(RUNNING, history.stepsSeen(), planned, "");
        };
    }

    /** A trainer that was told to stop gives no reason but that, which the line says anyway. */
    private static String why(String reason) {
        return reason.startsWith("stopped after step") ? "" : reason;
    }

    /** Returns the steps made, beside those planned where these are others. */
    String progress() {
        return steps == planned ? Figures.count(steps) : Figures.count(steps) + " of " + Figures.count(planned);
    }

    /** Returns all of it in one line without a full stop. */
    String line() {
        if (word.equals(RUNNING)) {
            return "no end in the log, step " + progress() + " so far: it is running, or was killed";
        }
        return word + " after step " + Figures.count(steps) + " of " + Figures.count(planned)
                + (reason.isEmpty() ? "" : ": " + reason);
    }
}
