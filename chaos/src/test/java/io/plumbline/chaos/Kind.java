package io.plumbline.chaos;

import java.util.List;

/** Kinds of runs that are trained, one after another, while processes are killed. */
enum Kind {
    /** Gates close, nodes are removed, outputs are dropped, weights are averaged. */
    LOCKSTEP_GATED("lockstep-gated", true, 5000),
    LOCKSTEP_DENSE("lockstep-dense", true, 5000),
    /** Its queue holds some hundred steps: it is full when a broker is away. */
    ASYNC("async", false, 8000);

    private final String word;
    private final boolean lockstep;
    private final int steps;

    Kind(String word, boolean lockstep, int steps) {
        this.word = word;
        this.lockstep = lockstep;
        this.steps = steps;
    }

    /** Returns its name. */
    String word() {
        return word;
    }

    /** Returns whether its runs are equal bit for bit. */
    boolean isLockstep() {
        return lockstep;
    }

    /** Returns how many steps its runs have. */
    int steps() {
        return steps;
    }

    /** Returns what its runs are. */
    List<String> settings() {
        return switch (this) {
            case LOCKSTEP_GATED ->
                List.of(
                        "gate.policy=greedy-kappa",
                        "mode=lockstep",
                        "seed=5",
                        "dropout=0.1",
                        "average.decay=0.98",
                        "gate.self-tuned=false",
                        "gate.warm-up=200",
                        "gate.last-change=2000",
                        "gate.budget=0.2",
                        "gate.prune-after=2");
            case LOCKSTEP_DENSE -> List.of("gate.policy=dense", "mode=lockstep", "seed=6");
            case ASYNC -> List.of("gate.policy=greedy-q", "mode=async", "seed=7", "queue-bytes=262144");
        };
    }
}
