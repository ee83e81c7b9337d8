package io.plumbline.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class SignedRankTest {

    private static final double EXACT = 1e-12;

    @Test
    void givesTheLeastPossiblePWhereAllOfTenPairsAgree() {
        // When
        SignedRank test = SignedRank.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        // Then
        assertThat(test.statistic()).isEqualTo(55);
        assertThat(test.p()).isCloseTo(2.0 / 1024, within(EXACT));
    }

    @Test
    void countsSignsByHandForThreePairs() {
        // Given W⁺ = 1 + 3 = 4; of the sums 0 1 2 3 3 4 5 6, three are at least 4

        // When
        SignedRank test = SignedRank.of(0.1, -0.2, 0.3);

        // Then
        assertThat(test.statistic()).isEqualTo(4);
        assertThat(test.p()).isCloseTo(2 * 3 / 8.0, within(EXACT));
    }

    @Test
    void givesTiesTheirMidranks() {
        // When
        double p = SignedRank.of(1, 1, 2, 2).p();

        // Then: ranks 1.5 1.5 3.5 3.5, W⁺ = 10, and one of 16 sums is as great
        assertThat(p).isCloseTo(2.0 / 16, within(EXACT));
    }

    @Test
    void staysExactWhereSumsOfMidranksTie() {
        // When
        double p = SignedRank.of(-1, 1, 2, 2).p();

        // Then: W⁺ = 8.5; of 16 sums only 10 and twice 8.5 are as great
        assertThat(p).isCloseTo(2 * 3.0 / 16, within(EXACT));
    }

    @Test
    void ranksAMissedTargetAboveEveryDifference() {
        assertThat(SignedRank.of(Double.POSITIVE_INFINITY, 5, -7).statistic()).isEqualTo(3 + 1);
        assertThat(SignedRank.of(Double.NEGATIVE_INFINITY, 5, 7).statistic()).isEqualTo(1 + 2);
    }

    @Test
    void findsNothingWhereNothingDiffers() {
        assertThat(SignedRank.of(0, 0, 0)).isEqualTo(new SignedRank(3, 0, 0, 1));
        assertThat(SignedRank.of().p()).isNaN();
    }

    @Test
    void refusesNaN() {
        assertThatThrownBy(() -> SignedRank.of(1, Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void agreesWithAnotherImplementationWhereThereAreNoTies() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int n = 4; n <= 20; n++) {
            // Given
            double[] differences = random.doubles(n, -0.4, 0.6).toArray();

            // When
            SignedRank test = SignedRank.of(differences);

            // Then
            var other = WilcoxonSignedRankTest.withDefaults()
                    .with(PValueMethod.EXACT)
                    .test(differences);
            assertThat(test.p()).as("seed %d, n %d", seed, n).isCloseTo(other.getPValue(), within(1e-9));
        }
    }
}
