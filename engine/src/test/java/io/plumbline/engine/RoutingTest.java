package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RoutingTest {

    /** Of four tokens and three experts. */
    private static final float[] LOGITS = {3, 1, 2, 0, 5, 4, 9, 1, 0, 1, 1, 1};

    private static Routing routing(boolean shadows, float... gates) {
        Routing routing = new Routing(4, 3, shadows);
        routing.gates(gates);
        for (int t = 0; t < 4; t++) {
            routing.decide(t, LOGITS, 3 * t);
        }
        routing.arrange();
        return routing;
    }

    @Test
    void everyTokenGoesToTheExpertOfItsLargestLogitTheFirstOfEqualOnes() {
        // When
        Routing routing = routing(true, 1, 1, 1);

        // Then
        assertThat(experts(routing)).containsExactly(0, 1, 0, 0);
        assertThat(routing.rows(0)).isEqualTo(3);
        assertThat(routing.rows(2)).isZero();
        assertThat(routing.row(0)).isZero();
        assertThat(routing.row(3)).isEqualTo(2);
        assertThat(routing.row(1)).isEqualTo(3);
        assertThat(routing.share(3)).isCloseTo(1 / 3f, within(1e-6f));
        assertThat(routing.shadow(0)).isEqualTo(Routing.NONE);
    }

    @Test
    void tokensOfAClosedExpertGoToTheBestOpenOneAndShadowIt() {
        // When
        Routing routing = routing(true, 0, 1, 1);

        // Then: shares are over open experts, that of a shadow over all
        assertThat(experts(routing)).containsExactly(2, 1, 1, 1);
        assertThat(routing.shadow(0)).isZero();
        assertThat(routing.shadow(1)).isEqualTo(Routing.NONE);
        assertThat(routing.rows(0)).isEqualTo(3);
        assertThat(routing.rows(1)).isEqualTo(3);
        assertThat(routing.rows(2)).isEqualTo(1);
        assertThat(routing.shares(0)[0]).isZero();
        assertThat(routing.share(0)).isCloseTo((float) (1 / (1 + Math.exp(-1))), within(1e-6f));
        assertThat(routing.shadowShare(0)).isCloseTo((float) (1 / (1 + Math.exp(-2) + Math.exp(-1))), within(1e-6f));
    }

    @Test
    void nobodyShadowsWhereNothingComesBack() {
        // When
        Routing routing = routing(false, 0, 1, 1);

        // Then
        assertThat(routing.rows(0)).isZero();
        assertThat(routing.shadowRow(0)).isEqualTo(Routing.NONE);
    }

    @Test
    void tokensGoNowhereWhereAllExpertsAreClosed() {
        // When
        Routing routing = routing(true, 0, 0, 0);

        // Then
        assertThat(experts(routing)).containsOnly(Routing.NONE);
        assertThat(routing.share(0)).isZero();
        assertThat(routing.row(0)).isEqualTo(Routing.NONE);
        assertThat(routing.shadow(0)).isZero();
    }

    private static int[] experts(Routing routing) {
        return new int[] {routing.expert(0), routing.expert(1), routing.expert(2), routing.expert(3)};
    }
}
