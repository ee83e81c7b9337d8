package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmoothedLossTest {

    @Test
    void knowsNothingBeforeTheFirstStep() {
        assertThat(new SmoothedLoss().mean()).isNaN();
        assertThat(new SmoothedLoss().deviation()).isNaN();
    }

    @Test
    void isTheLossItselfAfterOneStep() {
        // Given
        SmoothedLoss loss = new SmoothedLoss();

        // When
        loss.observe(2.5, 0.9);

        // Then
        assertThat(loss.mean()).isEqualTo(2.5);
        assertThat(loss.deviation()).isZero();
    }

    @Test
    void isTheWeightedMeanAndDeviation() {
        // Given
        double[] losses = {3, 1, 2, 5, 4};
        SmoothedLoss smoothed = new SmoothedLoss();

        // When
        for (double loss : losses) {
            smoothed.observe(loss, 0.8);
        }

        // Then: by definition
        double weights = 0;
        double mean = 0;
        for (int j = 0; j < losses.length; j++) {
            weights += Math.pow(0.8, losses.length - 1 - j);
            mean += Math.pow(0.8, losses.length - 1 - j) * losses[j];
        }
        mean /= weights;
        double variance = 0;
        for (int j = 0; j < losses.length; j++) {
            variance += Math.pow(0.8, losses.length - 1 - j) * (losses[j] - mean) * (losses[j] - mean);
        }
        assertThat(smoothed.mean()).isEqualTo(mean, within(1e-14));
        assertThat(smoothed.deviation()).isEqualTo(Math.sqrt(variance / weights), within(1e-14));
    }
}
