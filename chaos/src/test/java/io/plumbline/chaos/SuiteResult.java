package io.plumbline.chaos;

import io.plumbline.chaos.RoundResult.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What all rounds found together.
 *
 * @param seed of the suite
 * @param seconds that the rounds took
 * @param kills of processes, by kind
 * @param pauses of processes, by kind
 * @param records that were read
 * @param copies that misled nobody
 * @param runs that were trained to their end
 * @param steps counts of steps
 * @param decisions counts of decisions
 * @param silenceMs wait of a run for a decision after a kill, by kind
 * @param stepsAgainMs until a run whose trainer was killed goes on
 * @param compared runs that were compared with undisturbed ones
 * @param equal how many of them were equal bit for bit
 * @param failures how often a process ended by itself, and was started again
 * @param broken promises, in words
 */
record SuiteResult(
        long seed,
        long seconds,
        Map<String, Integer> kills,
        Map<String, Integer> pauses,
        long records,
        long copies,
        long runs,
        Counts steps,
        Counts decisions,
        Map<String, Quantiles> silenceMs,
        Quantiles stepsAgainMs,
        long compared,
        long equal,
        long failures,
        List<String> broken) {

    /** Sums rounds up. */
    static SuiteResult of(long seed, List<RoundResult> rounds) {
        Map<String, List<Long>> silence = new TreeMap<>();
        rounds.forEach(round -> round.silenceMs()
                .forEach((kind, times) ->
                        silence.computeIfAbsent(kind, none -> new ArrayList<>()).addAll(times)));
        Map<String, Quantiles> quantiles = new TreeMap<>();
        silence.forEach((kind, times) -> quantiles.put(kind, Quantiles.of(times)));
        return new SuiteResult(
                seed,
                sum(rounds, RoundResult::seconds),
                counts(rounds, RoundResult::kills),
                counts(rounds, RoundResult::pauses),
                sum(rounds, RoundResult::records),
                sum(rounds, RoundResult::copies),
                sum(rounds, RoundResult::runs),
                rounds.stream().map(RoundResult::steps).reduce(Counts.NONE, Counts::plus),
                rounds.stream().map(RoundResult::decisions).reduce(Counts.NONE, Counts::plus),
                quantiles,
                Quantiles.of(rounds.stream()
                        .flatMap(round -> round.stepsAgainMs().stream())
                        .toList()),
                sum(rounds, RoundResult::compared),
                sum(rounds, RoundResult::equal),
                sum(rounds, RoundResult::failures),
                rounds.stream()
                        .flatMap(round -> round.broken().stream()
                                .map(sentence -> "round " + (round.round() + 1) + ", " + sentence))
                        .toList());
    }

    private static long sum(List<RoundResult> rounds, ToLongFunction<RoundResult> what) {
        return rounds.stream().mapToLong(what).sum();
    }

    private static Map<String, Integer> counts(
            List<RoundResult> rounds, Function<RoundResult, Map<String, Integer>> what) {
        Map<String, Integer> counts = new TreeMap<>();
        rounds.forEach(round -> what.apply(round).forEach((kind, count) -> counts.merge(kind, count, Integer::sum)));
        return counts;
    }

    /** Returns how many processes were killed. */
    int killed() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Quantiles of times: the smallest time that so large a part of them does not exceed.
     *
     * @param count of the times
     * @param p50 milliseconds, of half of them
     * @param p99 milliseconds, of 99 in a hundred
     * @param max milliseconds, the longest
     */
    record Quantiles(int count, long p50, long p99, long max) {

        static Quantiles of(List<Long> times) {
            List<Long> sorted = times.stream().sorted().toList();
            return sorted.isEmpty()
                    ? new Quantiles(0, 0, 0, 0)
                    : new Quantiles(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), sorted.get(sorted.size() - 1));
        }

        private static long at(List<Long> sorted, double share) {
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }
}
