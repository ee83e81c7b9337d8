package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Proposals bit for bit, as they were made once. A difference on another processor or Java version breaks the promise that a
 * recorded run can be replayed; after a deliberate change of the arithmetic, raise the policy's version and take the new
 * numbers.
 */
class GoldenProposalTest {

    @ParameterizedTest
    @CsvSource({
        "structured-dropout, 0x1.05ff176343cc6p6",
        "random, 0x1.6b966b37fbc5dp6",
        "magnitude, 0x1.1132e270541e8p7",
        "greedy-kappa, -0x1.95532103724dap9",
        "greedy-q, -0x1.2ab683d494p-8",
        "gating-network, 0x1.3fd63095a94ecp7",
    })
    void sumsToTheSameBits(String name, String expected) {
        assertThat(Double.toHexString(weightedSum(twice(name).scores()))).isEqualTo(expected);
    }

    @Test
    void drawsTheSameGates() {
        double[] gates = twice("gating-network").gates();

        assertThat(Arrays.stream(gates).limit(4).mapToObj(Double::toHexString))
                .containsExactly("0x1.0p0", "0x1.0p0", "0x1.c771991726ab8p-2", "0x1.ec63fbb03f961p-1");
    }

    @Test
    void remembersTheSameNumbers() {
        double[] memory = twice("gating-network").memory().toArray();

        assertThat(Double.toHexString(weightedSum(memory))).isEqualTo("0x1.aa455ea08078fp10");
    }

    private static Proposal twice(String name) {
        Policy policy = Policies.named(name);
        Situation situation = Situations.drawn(8, 11).withDensity(0.7).get();
        Memory memory = policy.propose(situation, policy.initial(42)).memory();
        return policy.propose(situation, memory);
    }

    /** Weights differ, so that exchanged values show. */
    private static double weightedSum(double[] values) {
        double sum = 0;
        for (int b = 0; b < values.length; b++) {
            sum += (b + 1) * values[b];
        }
        return sum;
    }
}
