package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void countsASampleInTheFirstBucketThatHoldsIt() {
        // When
        Latency latency = Latency.NONE
                .plus(new Latency.Sample(0.01, 1, 10))
                .plus(new Latency.Sample(0.0100001, 2, 20))
                .plus(new Latency.Sample(0, 3, 30))
                .plus(new Latency.Sample(1e9, 4, 40));

        // Then
        assertThat(latency.counts()).containsExactly(1L, 0L, 0L, 0L, 1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
        assertThat(latency.count()).isEqualTo(4);
        assertThat(latency.sum()).isEqualTo(0.01 + 0.0100001 + 0 + 1e9);
    }

    @Test
    void keepsTheLatestSampleOfEveryBucket() {
        // When
        Latency latency = Latency.NONE
                .plus(new Latency.Sample(0.006, 1, 10))
                .plus(new Latency.Sample(0.007, 2, 20))
                .plus(new Latency.Sample(2, 3, 30));

        // Then
        assertThat(latency.latest().values())
                .containsExactlyInAnyOrder(new Latency.Sample(0.007, 2, 20), new Latency.Sample(2, 3, 30));
    }
}
