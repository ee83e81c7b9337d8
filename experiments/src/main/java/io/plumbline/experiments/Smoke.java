package io.plumbline.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The small form of a plan: every method, every stage and every table, on so little data and so few seeds that it ends
 * within a minute or two. Of what is tuned, one key of a method keeps two values; where no method has keys of its own, two
 * learning rates stay. It shows that a plan runs, never which method is better.
 */
final class Smoke {

    private static final int EXAMPLES = 160;
    private static final int TEST_EXAMPLES = 60;
    private static final int UNITS = 16;
    private static final int BATCH = 20;
    private static final String EVERY = "10";
    /** Runs this small wait for Kafka most of the time. */
    private static final int SIDE_BY_SIDE = 2;

    private static final List<Double> TARGETS = List.of(2.0, 1.5);

    /** At least two decisions after the warm-up, and some steps after the last change. */
    private static final Map<String, String> SHORT = Map.of(
            Settings.STEPS,
            "40",
            "decision-interval",
            EVERY,
            Settings.PROBE_INTERVAL,
            EVERY,
            "probe.batch",
            Integer.toString(BATCH),
            "evaluation-interval",
            EVERY,
            "gate.warm-up",
            EVERY,
            "gate.last-change",
            "30");

    private Smoke() {}

    static Plan of(Plan plan) {
        return new Plan(
                plan.name() + ", smoke",
                base(plan.base()),
                plan.methods(),
                plan.subject(),
                first(plan.learningRates(), tunes(plan) ? 1 : 2),
                first(plan.tuningSeeds(), 1),
                first(plan.seeds(), 2),
                TARGETS,
                plan.validationShare(),
                grids(plan),
                Math.max(SIDE_BY_SIDE, plan.workers()),
                Math.min(1, plan.wallClockSeeds()));
    }

    private static Settings base(Settings base) {
        List<Integer> few =
                base.nodes().stream().map(nodes -> Math.min(nodes, UNITS)).toList();
        return base.with(SHORT)
                .with(base.withNodes(few))
                .with(Settings.MARKS, "2.0,1.5")
                .with(Settings.TARGET, "1.5")
                .with("batch", least(base, "batch", BATCH))
                .with("data.train-size", least(base, "data.train-size", EXAMPLES))
                .with("data.test-size", least(base, "data.test-size", TEST_EXAMPLES));
    }

    /** 0 stands for the whole part. */
    private static String least(Settings base, String key, int most) {
        int value = Integer.parseInt(base.get(key));
        return Integer.toString(value == 0 ? most : Math.min(value, most));
    }

    private static Map<String, Map<String, List<String>>> grids(Plan plan) {
        Map<String, Map<String, List<String>>> grids = new LinkedHashMap<>();
        for (Method method : plan.methods()) {
            Map<String, List<String>> keys = new LinkedHashMap<>();
            boolean chosen = false;
            for (var key : plan.grid(method).entrySet()) {
                keys.put(key.getKey(), first(key.getValue(), chosen ? 1 : 2));
                chosen |= key.getValue().size() > 1;
            }
            grids.put(method.name(), keys);
        }
        return grids;
    }

    /** Returns whether something beside the learning rate is chosen for some method. */
    private static boolean tunes(Plan plan) {
        return plan.methods().stream()
                .flatMap(method -> plan.grid(method).values().stream())
                .anyMatch(values -> values.size() > 1);
    }

    private static <T> List<T> first(List<T> all, int most) {
        return new ArrayList<>(all.subList(0, Math.min(most, all.size())));
    }
}
