package io.plumbline.experiments;

import io.plumbline.core.gating.policy.Policies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A method of the comparison: what it changes in the base run of the plan.
 *
 * @param name in plans and tables
 * @param settings keys that it sets, the policy among them
 * @param grid keys that are tuned beside the learning rate, with the values tried unless the plan names others
 * @param regularizes whether those keys serve the test part: then the loss on the held-out part chooses them, otherwise
 *     the steps to the target do
 * @param copy what it takes from the run of the plan's subject on the same seed
 * @param base shipped method that it is a variant of, or its own name
 * @param differs keys that a variant fixes beyond its base
 */
record Method(
        String name,
        Map<String, String> settings,
        Map<String, List<String>> grid,
        boolean regularizes,
        Copy copy,
        String base,
        Map<String, String> differs) {

    /** Copies the maps; what is tuned is shown in one order on every run. */
    Method {
        settings = Map.copyOf(settings);
        grid = new TreeMap<>(grid);
        differs = new TreeMap<>(differs);
    }

    /** Makes a method that is no variant. */
    Method(String name, Map<String, String> settings, Map<String, List<String>> grid, boolean regularizes, Copy copy) {
        this(name, settings, grid, regularizes, copy, name, Map.of());
    }

    /** Returns a variant of this method; a key that it fixes is not tuned any more. */
    Method variant(String ofName, Map<String, String> fixed) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(fixed);
        Map<String, List<String>> tuned = new TreeMap<>(grid);
        tuned.keySet().removeAll(fixed.keySet());
        return new Method(ofName, all, tuned, regularizes, copy, name, fixed);
    }

    /** Returns what a variant is, for people; empty for a shipped method. */
    String describe() {
        List<String> changes = differs.entrySet().stream()
                .map(change -> change.getKey() + " " + change.getValue())
                .toList();
        return changes.isEmpty() ? "" : base + " with " + String.join(", ", changes);
    }

    /** What a method takes from the run of the plan's subject on the same seed. */
    enum Copy {
        /** It needs no other run. */
        NOTHING {
            @Override
            Map<String, String> of(Result subject, Settings base) {
                return Map.of();
            }

            @Override
            Set<String> keys() {
                return Set.of();
            }
        },
        /** Layers as wide as what that run left open at its end. */
        SHAPE {
            @Override
            Map<String, String> of(Result subject, Settings base) {
                return base.withNodes(subject.lastShape());
            }

            @Override
            Set<String> keys() {
                return Settings.NODES;
            }
        },
        /** How many nodes of every layer are open, decision by decision: {@code step:open,open; step:open,open}. */
        COUNTS {
            @Override
            Map<String, String> of(Result subject, Settings base) {
                // A run that copies from one without a closing closes nothing either.
                List<String> counts = subject.shapes().stream()
                        .filter(shape -> shape.decided() > 0 || subject.shapes().size() == 1)
                        .map(shape -> Math.max(1, shape.decided()) + ":" + joined(shape.open(), ","))
                        .toList();
                return Map.of(COUNTS_KEY, String.join("; ", counts));
            }

            @Override
            Set<String> keys() {
                return Set.of(COUNTS_KEY);
            }
        };

        /** Key of the counts in gate settings. */
        static final String COUNTS_KEY = "gate.counts";

        /** Returns the settings that follow from that run, whatever the others of the plan. */
        abstract Map<String, String> of(Result subject, Settings base);

        /** Returns the keys that may be copied. */
        abstract Set<String> keys();

        private static String joined(List<Integer> counts, String separator) {
            return String.join(separator, counts.stream().map(String::valueOf).toList());
        }
    }

    /** Returns whether it masks nodes by its own decisions, so that others can copy it. */
    boolean masks() {
        return !copies() && !settings.get(Settings.POLICY).equals(Policies.DENSE);
    }

    /** Returns whether it can only be run after the subject's run on the same seed. */
    boolean copies() {
        return copy != Copy.NOTHING;
    }
}
