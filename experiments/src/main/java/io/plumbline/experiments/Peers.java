package io.plumbline.experiments;

import io.plumbline.core.gating.policy.Policies;
import java.util.List;

/** The peers of a plan's subject, best first. */
final class Peers {

    private Peers() {}

    /**
     * Returns the rows that have a median, the best first: all methods but the subject, dense, and what copies from the
     * subject's run, which could not be had without that run.
     */
    static List<MetricFindings.Row> best(Plan plan, MetricFindings found) {
        return found.bestFirst().stream()
                .filter(MetricFindings.Row::hasMedian)
                .filter(row -> !row.method().equals(plan.subject())
                        && !row.method().equals(Policies.DENSE)
                        && !isCopy(plan, row.method()))
                .toList();
    }

    /** Returns whether a method takes something from the subject's run. */
    static boolean isCopy(Plan plan, String method) {
        return plan.methods().stream().anyMatch(one -> one.name().equals(method) && one.copies());
    }
}
