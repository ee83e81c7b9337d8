package io.plumbline.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What is done in a round: a function of the seed and the number of the round alone. */
final class Schedule {

    private static final int LEAST_PAUSE = 1;
    private static final int LONGEST_PAUSE = 40;

    /** Who is killed in a round of the usual length. */
    private static final List<Victim> VICTIMS = Stream.of(
                    Collections.nCopies(9, Victim.TRAINER),
                    Collections.nCopies(7, Victim.GATE),
                    Collections.nCopies(3, Victim.METRICS),
                    Collections.nCopies(4, Victim.BROKER),
                    Collections.nCopies(3, Victim.CONTROLLER))
            .flatMap(List::stream)
            .toList();

    /** Kills of a round of the usual length. */
    static final int ROUND = VICTIMS.size();

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
            acts.add(act(victim(random.nextInt(ROUND)), length, random));
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
        // 11 has no divisor in common with 26: every place is met once.
        return VICTIMS.get(kill * 11 % ROUND);
    }
}
