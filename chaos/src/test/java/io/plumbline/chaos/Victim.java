package io.plumbline.chaos;

import java.util.Locale;

/** Kinds of processes that are killed. */
enum Victim {
    TRAINER,
    GATE,
    METRICS,
    /** A node of the cluster that is not in charge. */
    BROKER,
    /** The node whose controller is in charge, a broker as well. */
    CONTROLLER,
    /** All nodes of the cluster at once. */
    CLUSTER;

    /** Returns how people call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether masks can come late where it is away. */
    boolean decides() {
        return this != TRAINER && this != METRICS;
    }
}
