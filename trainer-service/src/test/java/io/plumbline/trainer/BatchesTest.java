package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.data.Examples;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final Examples EXAMPLES = examples();

    /** One feature that is the number of the example. */
    private static Examples examples() {
        float[] values = new float[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Examples.of(values, new int[64], 2);
    }

    @Test
    void seesEveryExampleOnceAnEpoch() {
        // Given
        int[] seen = new int[64];
        Batches batches = new Batches(EXAMPLES, 10, 7);

        // When: 32 batches of 10 are five epochs of 64
        IntStream.rangeClosed(1, 32).forEach(step -> {
            for (float value : batches.of(step).features()) {
                seen[(int) value]++;
            }
        });

        // Then
        assertThat(seen).containsOnly(5);
    }

    @Test
    void shufflesByTheSeed() {
        assertThat(new Batches(EXAMPLES, 64, 7).of(3).features())
                .isEqualTo(new Batches(EXAMPLES, 64, 7).of(3).features())
                .isNotEqualTo(new Batches(EXAMPLES, 64, 8).of(3).features());
    }
}
