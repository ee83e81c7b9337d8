package io.plumbline.core.gating.policy;

import io.plumbline.core.settings.GateSettings;
import java.util.List;
import java.util.stream.Collectors;

/** All policies by name. */
public final class Policies {

    /** Name of the policy that is used where none is named. */
    public static final String DEFAULT = "greedy-q";

    /** Name of the learned policy. */
    public static final String GATING_NETWORK = "gating-network";

    /** Name of the policy that never closes a node. */
    public static final String DENSE = "dense";

    private static final List<Policy> ALL = List.of(
            new Dense(),
            new StructuredDropout(),
            new RankPolicy("random", new RandomRank()),
            new RandomCounts(),
            new RankPolicy("magnitude", new MagnitudeRank()),
            new RankPolicy("taylor", new TaylorRank()),
            new RankPolicy("taylor-per-cost", new TaylorPerCostRank()),
            new RankPolicy("fisher", new FisherRank()),
            new RankPolicy("greedy-kappa", new KappaRank(1)),
            new RankPolicy("greedy-q", new QRank()),
            new GatingNetwork(),
            new RankPolicy("inverted-kappa", new KappaRank(-1)));

    private Policies() {}

    /** Returns the names, in the order of the comparison table. */
    public static List<String> names() {
        return ALL.stream().map(Policy::name).toList();
    }

    /**
     * Returns the policy that settings name.
     *
     * @throws IllegalArgumentException if there is none, or it was given counts and does not follow any, in one sentence
     */
    public static Policy of(GateSettings settings) {
        Policy policy = named(settings.policy());
        if (!settings.counts().isEmpty() && !policy.followsCounts()) {
            throw new IllegalArgumentException(countsOf(policy.name()));
        }
        return policy;
    }

    /** Returns the sentence about counts that were given to a policy that does not follow any. */
    public static String countsOf(String policy) {
        String followers =
                ALL.stream().filter(Policy::followsCounts).map(Policy::name).collect(Collectors.joining(", "));
        return "gate.counts must be left out for the policy " + policy + ": only " + followers + " follows it";
    }

    /**
     * Returns the policy of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all names
     */
    public static Policy named(String name) {
        for (Policy policy : ALL) {
            if (policy.name().equals(name)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("policy '" + name + "' is not one of " + String.join(", ", names()));
    }
}
