package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.gating.policy.ProbeNeed;
import io.plumbline.core.settings.GateSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who waits for probes: only who reads them, and for the eigenvector only who reads shares of λ. */
class ProbeNeedTest {

    @ParameterizedTest
    @CsvSource({
        "dense, NOTHING, NOTHING",
        "structured-dropout, NOTHING, NOTHING",
        "random-counts, NOTHING, NOTHING",
        "random, NOTHING, GRADIENT",
        "magnitude, NOTHING, GRADIENT",
        "taylor, NOTHING, GRADIENT",
        "fisher, NOTHING, GRADIENT",
        "greedy-q, EIGENVECTOR, GRADIENT",
        "greedy-kappa, EIGENVECTOR, EIGENVECTOR",
        "gating-network, EIGENVECTOR, EIGENVECTOR"
    })
    void readsOnSchedulesAndSelfTuned(String policy, ProbeNeed scheduled, ProbeNeed selfTuned) {
        // Given: self-tuned, λ has no weight
        GateSettings onSchedule = GateSettings.defaults(policy, 1000);
        GateSettings tuned = onSchedule.with(Map.of("self-tuned", true, "curvature-weight", 0.0));

        // Then
        assertThat(Policies.named(policy).needs(onSchedule)).isEqualTo(scheduled);
        assertThat(Policies.named(policy).needs(tuned)).isEqualTo(selfTuned);
    }

    @Test
    void qReadsSharesOfLambdaOnlyWhereTheyCount() {
        GateSettings tuned = GateSettings.defaults("fisher", 1000).with("self-tuned", true);

        assertThat(Policies.named("fisher").needs(tuned)).isEqualTo(ProbeNeed.EIGENVECTOR);
        assertThat(Policies.named("fisher").needs(tuned.with("alpha", 0.0))).isEqualTo(ProbeNeed.GRADIENT);
    }
}
