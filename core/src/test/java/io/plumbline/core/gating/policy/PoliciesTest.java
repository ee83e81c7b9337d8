package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {

    @Test
    void knowsAllPolicies() {
        assertThat(Policies.names())
                .containsExactly(
                        "dense",
                        "structured-dropout",
                        "random",
                        "random-counts",
                        "magnitude",
                        "taylor",
                        "taylor-per-cost",
                        "fisher",
                        "greedy-kappa",
                        "greedy-q",
                        "gating-network",
                        "inverted-kappa")
                .allSatisfy(name -> assertThat(Policies.named(name).name()).isEqualTo(name))
                .contains(Policies.DEFAULT);
    }

    @Test
    void namesAllPoliciesWhereOneIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policies.named("greedy"))
                .withMessage(
                        "policy 'greedy' is not one of dense, structured-dropout, random, random-counts, magnitude,"
                                + " taylor, taylor-per-cost, fisher, greedy-kappa, greedy-q, gating-network, inverted-kappa");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "structured-dropout",
                "random",
                "magnitude",
                "taylor",
                "fisher",
                "greedy-kappa",
                "greedy-q",
                "inverted-kappa"
            })
    void closesDownToTheScheduledDensity(String name) {
        // Given
        Situation situation = Situations.drawn(64, 1).withDensity(0.7).get();

        // When
        Proposal proposal = Policies.named(name).propose(situation, Memory.NONE);

        // Then
        double density = situation.architecture().density(Situations.after(situation, proposal));
        assertThat(density).isCloseTo(0.7, within(0.01)).isGreaterThanOrEqualTo(0.7 - 1e-9);
    }

    @Test
    void denseNeverCloses() {
        // Given
        Situation situation = Situations.drawn(64, 1).withDensity(0.1).get();

        // When
        Proposal proposal = Policies.named("dense").propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.closings(situation, proposal)).isEmpty();
    }
}
