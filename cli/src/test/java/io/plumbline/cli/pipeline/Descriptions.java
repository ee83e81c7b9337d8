package io.plumbline.cli.pipeline;

/** Descriptions of small but real trainings on the shipped digits. */
final class Descriptions {

    private Descriptions() {}

    /** 300 steps of a network of 64 + 32 nodes, a decision every 20 steps. */
    static String small(String mode, String policy) {
        return """
                data:
                  set: digits
                network:
                  layers: [64, 32]
                batch: 64
                steps: 300
                seed: 5
                mode: %s
                decision-interval: 20
                probe:
                  interval: 10
                  batch: 128
                evaluation-interval: 150
                gate:
                  policy: %s
                  self-tuned: false
                  warm-up: 40
                  last-change: 240
                  budget: 0.1
                """.formatted(mode, policy);
    }

    /** Like the small one in lockstep, with most closed by step 160 and time enough to prune. */
    static String pruning() {
        return small("lockstep", "greedy-kappa")
                        .replace("steps: 300", "steps: 600")
                        .replace("last-change: 240", "last-change: 160")
                        .replace("budget: 0.1", "budget: 0.2")
                + "  prune-after: 2\n";
    }

    /** 240 steps of a network of 24 + 16 nodes: small enough to be kept as a file. */
    static String recorded(String policy) {
        return small("""
                  policy: %s
                  self-tuned: false
                  warm-up: 40
                  last-change: 200
                  budget: 0.1
                  omega: 500
                """.formatted(policy));
    }

    /** The same, the density found and not given: of few weights so many stay that the floor holds nodes back. */
    static String recordedSelfTuned(String policy) {
        return small("""
                  policy: %s
                  self-tuned: true
                  warm-up: 40
                  last-change: 200
                  capacity: 0.04
                """.formatted(policy));
    }

    private static String small(String gate) {
        return """
                data:
                  set: digits
                network:
                  layers: [24, 16]
                batch: 64
                steps: 240
                seed: 7
                mode: lockstep
                decision-interval: 20
                probe:
                  interval: 10
                  batch: 128
                evaluation-interval: 240
                gate:
                """ + gate.indent(2);
    }

    /** An over-parameterized network, 100,000 weights for 1,437 examples, under the gate that a run gets by default. */
    static String overParameterized() {
        return """
                data:
                  set: digits
                network:
                  layers: [256, 256]
                batch: 64
                steps: 1200
                seed: 3
                mode: lockstep
                evaluation-interval: 300
                """;
    }
}
