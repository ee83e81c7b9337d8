package io.plumbline.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * What lockstep runs end with that nobody disturbs.
 *
 * @param logs digest of what the log holds of them, by kind
 * @param weights digest of their weights, by kind
 */
record Undisturbed(Map<String, String> logs, Map<String, String> weights) {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Makes one run of every kind. */
    static Undisturbed of(Place place, Watch watch) {
        Map<String, String> logs = new TreeMap<>();
        Map<String, String> weights = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            if (kind.isLockstep()) {
                Runs single = Runs.single(place, kind);
                String id = single.ids().get(0);
                RunWatch run = watch.run(id);
                Awaitility.await("the end of " + id)
                        .atMost(PATIENCE)
                        .until(() -> run.isFinished() && run.isDecided(kind.steps()) && watch.isDone());
                logs.put(kind.word(), run.digest());
                weights.put(kind.word(), single.weights(id));
            }
        }
        return new Undisturbed(logs, weights);
    }
}
