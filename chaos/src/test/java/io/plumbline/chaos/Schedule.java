package io.plumbline.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What is done in a round: a function of the seed and the number of the round alone. */
final class Schedule {

    /** Kills of a round of the usual length. */
    static final int ROUND = 26;

    private static final int LEAST_PAUSE = 1;
    private static final int LONGEST_PAUSE = 40;

    /** Out of so many kills, how many of each kind: the order of {@link Victim}. */
    private static final int[] SHARES = {9, 7, 3, 4, 3};

    private static final int TOTAL = IntStream.of(SHARES).sum();

    private Schedule() {}

    /**
     * Returns the acts of a round.
     *
     * @param seed of the suite
     * @param round from 0: the first, and each fourth after it, kills the whole cluster once as well
     * @param kills at least so many, each kind in its share
     */
    static List<Act> of(long seed, int round, int kills) {
        Random random = new Random(seed * 1_000_003 + round);
        List<Act> acts = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            acts.add(act(victim(kill), Duration.ZERO, random));
        }
        for (int pause = 0; pause < Math.max(1, kills / 9); pause++) {
            Duration length = Duration.ofSeconds(LEAST_PAUSE + random.nextInt(LONGEST_PAUSE - LEAST_PAUSE + 1));
            acts.add(act(victim(random.nextInt(TOTAL)), length, random));
        }
        if (round % 4 == 0) {
            acts.add(act(Victim.CLUSTER, Duration.ZERO, random));
        }
        Collections.shuffle(acts, random);
        return List.copyOf(acts);
    }

    private static Act act(Victim victim, Duration pause, Random random) {
        return new Act(
                victim,
                random.nextInt(Integer.MAX_VALUE),
                pause,
                Duration.ofMillis(500 + random.nextInt(2500)),
                random.nextInt(4) == 0);
    }

    /** Deals kinds so that any number of kills in a row has nearly its shares. */
    private static Victim victim(int kill) {
        // 11 has no divisor in common with the total: every place of the round is met once.
        int place = kill * 11 % TOTAL;
        for (int kind = 0; kind < SHARES.length; kind++) {
            place -= SHARES[kind];
            if (place < 0) {
                return Victim.values()[kind];
            }
        }
        throw new IllegalStateException("shares do not sum up to " + TOTAL);
    }
}
