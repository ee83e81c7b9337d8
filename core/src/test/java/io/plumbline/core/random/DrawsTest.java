package io.plumbline.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawsTest {

    @Test
    void drawsSplitMix64() {
        // Given
        long golden = 0x9E3779B97F4A7C15L;
        long seed = 42;
        long step = 700;
        long mixedSeed = new SplittableRandom(seed - golden).nextLong();
        SplittableRandom reference = new SplittableRandom(new SplittableRandom(mixedSeed + step - golden).nextLong());

        // When
        Draws draws = Draws.of(seed, step);

        // Then
        for (int i = 0; i < 100; i++) {
            assertThat(draws.nextDouble()).isEqualTo(((reference.nextLong() >>> 12) + 0.5) * 0x1p-52);
        }
    }

    @Test
    void drawsOtherNumbersAtAnotherStepOrSeed() {
        double first = Draws.of(1, 1).nextDouble();

        assertThat(Draws.of(1, 1).nextDouble()).isEqualTo(first);
        assertThat(Draws.of(1, 2).nextDouble()).isNotEqualTo(first);
        assertThat(Draws.of(2, 1).nextDouble()).isNotEqualTo(first);
    }

    @Test
    void neverReachesTheEnds() {
        Draws draws = Draws.of(3, 0);

        for (int i = 0; i < 100_000; i++) {
            assertThat(draws.nextDouble()).isStrictlyBetween(0.0, 1.0);
        }
    }
}
