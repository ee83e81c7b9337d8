package io.plumbline.experiments;

import java.util.List;

/**
 * A method with its runs.
 *
 * @param tuned settings, and what they were chosen among
 * @param runs on the fresh seeds, in their order
 * @param timed the same, made for their times, as far as the plan asks for it
 * @param curves medians over steps
 * @param prunings on the fresh seeds
 */
record MethodFindings(Tuned tuned, List<Result> runs, List<Result> timed, Curves curves, PruningFindings prunings) {

    static MethodFindings of(Plan plan, Schedule schedule, Method method, double denseCost) {
        List<Result> runs = plan.seeds().stream()
                .map(seed -> schedule.result(schedule.chosen(method, seed)))
                .toList();
        List<Result> timed = plan.timedSeeds().stream()
                .map(seed -> schedule.result(schedule.timed(method, seed)))
                .toList();
        return new MethodFindings(
                schedule.tuned(method), runs, timed, Curves.of(runs, denseCost), PruningFindings.of(runs, denseCost));
    }

    String name() {
        return tuned.method().name();
    }

    int diverged() {
        return (int) runs.stream().filter(run -> !run.converged()).count();
    }

    /** Returns whether any of its runs keeps an average of its weights. */
    boolean averages() {
        return runs.stream().anyMatch(run -> run.last().averaged().isKept());
    }

    double[] values(Metric metric, double denseCost) {
        return (metric.timed() ? timed : runs)
                .stream().mapToDouble(run -> metric.of(run, denseCost)).toArray();
    }
}
