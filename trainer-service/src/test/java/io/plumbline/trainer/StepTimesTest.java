package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepTimesTest {

    private final StepTimes times = new StepTimes();

    private void add(int count, double ms) {
        for (int i = 0; i < count; i++) {
            times.add(ms);
        }
    }

    @Test
    void tellsAFastNetworkOnABusyMachine() {
        // Given: two thirds of the steps met other work
        add(7, 1.5);
        add(13, 4);

        // Then
        assertThat(times.isFull()).isTrue();
        assertThat(times.lowerQuartile()).isEqualTo(1.5);
    }

    @Test
    void knowsTheLatestAlone() {
        // Given
        add(20, 1);

        // When
        add(20, 3);

        // Then
        assertThat(times.lowerQuartile()).isEqualTo(3);
    }

    @Test
    void knowsNothingOfNoStep() {
        // Given
        add(3, 1);

        // When
        times.clear();

        // Then
        assertThat(times.lowerQuartile()).isNaN();
    }
}
