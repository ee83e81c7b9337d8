package io.plumbline.chaos;

import io.plumbline.testkit.BrokerCluster;
import java.time.Duration;

/**
 * Something that is done to a process.
 *
 * @param victim kind of the process
 * @param number which of its kind, taken modulo how many there are
 * @param pause for how long it is stopped; zero: it is killed, and started again at once
 * @param rest from when its victim is back until the next act begins
 * @param overlaps whether the next act begins though the victim may not be back
 */
record Act(Victim victim, int number, Duration pause, Duration rest, boolean overlaps) {

    /** Returns whether it kills. */
    boolean kills() {
        return pause.isZero();
    }

    /** Returns how many processes it kills. */
    int killed() {
        if (!kills()) {
            return 0;
        }
        return victim == Victim.CLUSTER ? BrokerCluster.NODES : 1;
    }

    /** Returns what it does, for people. */
    String words() {
        return (kills() ? "kill " : "pause for " + pause.toSeconds() + " s ") + victim.word();
    }
}
