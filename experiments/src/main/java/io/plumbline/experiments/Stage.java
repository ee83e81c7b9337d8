package io.plumbline.experiments;

import java.util.Arrays;
import java.util.List;

/** The parts of a comparison, in order: each needs the results of those before it. */
enum Stage {
    /** Methods that need no other run, on the tuning seeds. */
    TUNING("tuning", Pass.TUNING, false),
    /** Methods that copy from the gating run, on the tuning seeds. */
    TUNING_COPIES("tuning of copies", Pass.TUNING, true),
    /** Chosen settings on fresh seeds. */
    SEEDS("fresh seeds", Pass.FINAL, false),
    /** Copies on fresh seeds. */
    SEEDS_OF_COPIES("fresh seeds of copies", Pass.FINAL, true),
    /** All methods again, to measure times. */
    TIMES("times", Pass.WALL_CLOCK, false);

    private final String title;
    private final Pass pass;
    private final boolean copies;

    Stage(String title, Pass pass, boolean copies) {
        this.title = title;
        this.pass = pass;
        this.copies = copies;
    }

    String title() {
        return title;
    }

    Pass pass() {
        return pass;
    }

    /** Returns the methods of the plan that run in this stage; what has one candidate is not tuned. */
    List<Method> methods(Plan plan) {
        return plan.methods().stream()
                .filter(method -> this == TIMES || method.copies() == copies)
                .filter(method -> pass != Pass.TUNING || plan.tunes(method))
                .toList();
    }

    /** Returns how many runs the stage has. */
    int runs(Plan plan) {
        return switch (pass) {
            case TUNING ->
                methods(plan).stream()
                                .mapToInt(method -> plan.candidates(method).size())
                                .sum()
                        * plan.tuningSeeds().size();
            case FINAL -> methods(plan).size() * plan.seeds().size();
            case WALL_CLOCK -> methods(plan).size() * plan.timedSeeds().size();
        };
    }

    static int allRuns(Plan plan) {
        return Arrays.stream(values()).mapToInt(stage -> stage.runs(plan)).sum();
    }
}
