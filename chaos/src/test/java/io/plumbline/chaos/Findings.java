package io.plumbline.chaos;

import io.plumbline.chaos.RoundResult.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What a round kept and how long things took.
 *
 * @param done acts, in order
 * @param watch saw all that is committed
 * @param runs of every kind
 * @param services of the installation
 * @param metrics service
 * @param undisturbed runs to compare with
 */
record Findings(
        List<Done> done,
        Watch watch,
        List<Runs> runs,
        List<Service> services,
        Service metrics,
        Undisturbed undisturbed) {

    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    /** Puts everything together. */
    RoundResult result(int number, long seconds, long copies) {
        List<String> broken = new ArrayList<>();
        int compared = 0;
        int equal = 0;
        for (Runs some : runs) {
            for (String id : some.ids()) {
                broken(some, id).forEach(sentence -> broken.add(id + ": " + sentence));
                if (some.kind().isLockstep()) {
                    compared++;
                    equal += isEqual(some, id, broken) ? 1 : 0;
                }
            }
        }
        return new RoundResult(
                number,
                seconds,
                kills(),
                pauses(),
                watch.records(),
                copies,
                (int) runs.stream().mapToLong(some -> some.ids().size()).sum(),
                steps(),
                decisions(),
                silence(),
                stepsAgain(),
                compared,
                equal,
                failures(),
                broken);
    }

    private List<String> broken(Runs some, String id) {
        RunWatch run = watch.run(id);
        List<String> broken = new ArrayList<>(run.broken());
        long steps = some.kind().steps();
        broken.addAll(shown(id, steps, steps / Runs.DECISION_INTERVAL, run.dropped()));
        return broken;
    }

    /** The metrics service may have to catch up. */
    private List<String> shown(String run, long steps, long decisions, long dropped) {
        Supplier<List<String>> wrong = () -> new Shown(metrics.meters()).wrong(run, steps, decisions, dropped);
        try {
            return Awaitility.await().atMost(CATCH_UP).until(wrong::get, List::isEmpty);
        } catch (ConditionTimeoutException late) {
            return wrong.get();
        }
    }

    private boolean isEqual(Runs some, String id, List<String> broken) {
        String kind = some.kind().word();
        boolean log = watch.run(id).digest().equals(undisturbed.logs().get(kind));
        boolean weights = some.weights(id).equals(undisturbed.weights().get(kind));
        if (!log) {
            broken.add(id + ": the log holds other steps, decisions or evaluations than that of an undisturbed run");
        }
        if (!weights) {
            broken.add(id + ": its weights are not those of an undisturbed run");
        }
        return log && weights;
    }

    private Map<String, Integer> kills() {
        Map<String, Integer> kills = new TreeMap<>();
        done.forEach(one -> kills.merge(one.act().victim().word(), one.act().killed(), Integer::sum));
        kills.values().removeIf(count -> count == 0);
        return kills;
    }

    private Map<String, Integer> pauses() {
        Map<String, Integer> pauses = new TreeMap<>();
        done.stream()
                .filter(one -> !one.act().kills())
                .forEach(one -> pauses.merge(one.act().victim().word(), 1, Integer::sum));
        return pauses;
    }

    private Counts steps() {
        return sum((kind, run) -> counts(kind.steps(), run.dropped(), run.steps()));
    }

    private Counts decisions() {
        return sum((kind, run) -> counts(kind.steps() / Runs.DECISION_INTERVAL, 0, run.decisions()));
    }

    private static Counts counts(long due, long dropped, RunWatch.Tally seen) {
        return new Counts(due, dropped, due - dropped - seen.seen(), seen.doubled());
    }

    private Counts sum(BiFunction<Kind, RunWatch, Counts> of) {
        Counts counts = Counts.NONE;
        for (Runs some : runs) {
            for (String id : some.ids()) {
                counts = counts.plus(of.apply(some.kind(), watch.run(id)));
            }
        }
        return counts;
    }

    private Map<String, List<Long>> silence() {
        Map<String, List<Long>> silence = new TreeMap<>();
        for (Done one : done) {
            if (one.act().victim().decides() && one.act().kills() && isAlone(one)) {
                watch.runs().values().stream()
                        .map(run -> run.silence(one.atMs()))
                        .filter(OptionalLong::isPresent)
                        .forEach(wait -> silence.computeIfAbsent(
                                        one.act().victim().word(), none -> new ArrayList<>())
                                .add(wait.getAsLong()));
            }
        }
        return silence;
    }

    private List<Long> stepsAgain() {
        List<Long> times = new ArrayList<>();
        for (Done one : done) {
            if (one.act().victim() == Victim.TRAINER && one.act().kills() && isAlone(one)) {
                watch.run(one.run()).stepsAgain(one.attempt()).ifPresent(at -> times.add(at - one.atMs()));
            }
        }
        return times;
    }

    private static boolean isAlone(Done one) {
        return !one.overlapped() && !one.act().overlaps();
    }

    private int failures() {
        return runs.stream().mapToInt(Runs::failures).sum()
                + services.stream()
                        .mapToInt(service -> service.process().failures())
                        .sum();
    }
}
