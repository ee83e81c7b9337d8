package io.plumbline.report.runlog;

import io.plumbline.protocol.v1.RunEvent;

/**
 * How a run ended, or that it has not ended.
 *
 * @param word {@value #FINISHED}, {@code stopped}, {@code failed}, {@value #DIVERGED} or {@value #RUNNING}
 * @param steps made
 * @param planned steps
 * @param reason if one was given; else empty
 * @param lastLoss of a run that diverged, nats, often no number; else NaN
 */
public record Outcome(String word, long steps, long planned, String reason, double lastLoss) {

    /** All planned steps were made. */
    public static final String FINISHED = "finished";

    /** The loss or a gradient was no longer finite. */
    public static final String DIVERGED = "diverged";

    /** There is no end in the log. */
    public static final String RUNNING = "running";

    /** Returns the outcome of a run. */
    public static Outcome of(RunHistory history) {
        RunEvent end = history.ending().orElseGet(RunEvent::getDefaultInstance);
        long planned = history.manifest().getPlannedSteps();
        return switch (end.getEventCase()) {
            case FINISHED -> ended(FINISHED, end.getFinished().getStep(), planned, "");
            case STOPPED ->
                ended(
                        "stopped",
                        end.getStopped().getStep(),
                        planned,
                        why(end.getStopped().getReason()));
            case FAILED ->
                ended(
                        "failed",
                        end.getFailed().getStep(),
                        planned,
                        end.getFailed().getReason());
            case DIVERGED ->
                new Outcome(
                        DIVERGED,
                        end.getDiverged().getStep(),
                        planned,
                        "",
                        end.getDiverged().getLoss());
            default -> ended(RUNNING, history.stepsSeen(), planned, "");
        };
    }

    private static Outcome ended(String word, long steps, long planned, String reason) {
        return new Outcome(word, steps, planned, reason, Double.NaN);
    }

    /** A stopped run has no reason besides the stop, which the line says already. */
    private static String why(String reason) {
        return reason.startsWith("stopped after step") ? "" : reason;
    }
}
