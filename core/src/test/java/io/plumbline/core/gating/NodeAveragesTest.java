package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Shards;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NodeAveragesTest {

    private static final Shards SHARDS = new Shards(3);

    @Test
    void weighsEveryStepByItsAge() {
        // Given
        NodeAverages averages = NodeAverages.empty(SHARDS, 0);
        float[] values = {4, 1, 7, -2};

        // When
        for (float value : values) {
            ShardColumns columns = new ShardColumns();
            columns.gamma()[1] = value;
            averages.observe(columns, 0.9);
        }

        // Then: Σ β^(n−j) x_j / Σ β^(n−j)
        double expected = (4 * 0.729 + 0.81 + 7 * 0.9 - 2) / (0.729 + 0.81 + 0.9 + 1);
        assertThat(averages.gamma(1)).isEqualTo(expected, within(1e-15));
        assertThat(averages.gamma(0)).isZero();
    }

    @Test
    void countsNoStepsBeforeTheFirst() {
        // When
        NodeAverages averages = NodeAverages.empty(SHARDS, 0);

        // Then
        assertThat(averages.effectiveSteps()).isZero();
    }

    @Test
    void countsAsManyStepsAsWeighTheSame() {
        // Given
        NodeAverages averages = NodeAverages.empty(SHARDS, 0);

        // When
        for (int step = 0; step < 2000; step++) {
            averages.observe(new ShardColumns(), 0.95);
        }

        // Then: (1 + β)/(1 − β)
        assertThat(averages.effectiveSteps()).isEqualTo(39, within(1e-9));
    }

    @Test
    void beginsTheProbeColumnsAnewUnderAnotherMask() {
        // Given
        NodeAverages averages = NodeAverages.empty(SHARDS, 0);
        ShardColumns before = new ShardColumns();
        before.energy()[2] = 1000;
        before.tau()[2] = 8;
        averages.observe(before, 0.9);
        averages.observeProbe(before, 1, 0.8);

        // When
        ShardColumns after = new ShardColumns();
        after.energy()[2] = 3;
        after.tau()[2] = 8;
        averages.observe(after, 0.9);
        averages.observeProbe(after, 2, 0.8);

        // Then
        assertThat(averages.energy(2)).isEqualTo(3);
        assertThat(averages.tau(2)).isEqualTo(8);
    }

    @Test
    void averagesTheGateCurvatureOverTheProbesThatMeasuredIt() {
        // Given
        NodeAverages averages = NodeAverages.empty(SHARDS, 0);
        averages.observeProbe(new ShardColumns(), 1, 0.8);
        double before = averages.gateCurvature(2);

        // When
        averages.observeProbe(gateCurvature(2), 1, 0.8);
        averages.observeProbe(new ShardColumns(), 1, 0.8);
        averages.observeProbe(gateCurvature(5), 1, 0.8);

        // Then
        assertThat(before).isNaN();
        assertThat(averages.gateCurvature(2)).isEqualTo((0.8 * 2 + 5) / 1.8, within(1e-14));
        assertThat(averages.gateCurvature(1)).isZero();
    }

    @Test
    void knowsNoGateCurvatureOfAnotherMask() {
        // Given
        NodeAverages averages = NodeAverages.empty(SHARDS, 0);
        averages.observeProbe(gateCurvature(2), 1, 0.8);

        // When
        averages.observeProbe(new ShardColumns(), 2, 0.8);
        double unmeasured = averages.gateCurvature(2);
        averages.observeProbe(gateCurvature(7), 2, 0.8);

        // Then
        assertThat(unmeasured).isNaN();
        assertThat(averages.gateCurvature(2)).isEqualTo(7);
    }

    /** Of the last node, 0 of the others. */
    private static ShardColumns gateCurvature(float value) {
        ShardColumns columns = new ShardColumns();
        Arrays.fill(columns.gateCurvature(), 0);
        columns.gateCurvature()[2] = value;
        return columns;
    }

    @Test
    void comesBackFromItsBytesBitForBit() {
        // Given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        NodeAverages averages = NodeAverages.empty(new Shards(5000), 1);
        ShardColumns columns = new ShardColumns();
        for (int step = 0; step < 5; step++) {
            for (int i = 0; i < averages.size(); i++) {
                columns.gamma()[i] = (float) random.nextGaussian();
                columns.energy()[i] = random.nextFloat();
                columns.gateCurvature()[i] = random.nextFloat();
            }
            averages.observe(columns, 0.95);
            averages.observeProbe(columns, 3, 0.8);
        }
        averages.changed(4999, 12, 17);

        // When
        ByteBuffer written = ByteBuffer.allocate(averages.bytes());
        averages.writeTo(written);
        NodeAverages read = NodeAverages.readFrom(written.flip());

        // Then
        ByteBuffer again = ByteBuffer.allocate(read.bytes());
        read.writeTo(again);
        assertThat(again.array()).as("seed %d", seed).isEqualTo(written.array());
        assertThat(read.first()).isEqualTo(4096);
        assertThat(read.changedAt(4999)).isEqualTo(12);
        assertThat(read.restsUntil(4999)).isEqualTo(17);
        assertThat(read.gamma(4500)).isEqualTo(averages.gamma(4500));
        assertThat(read.gateCurvature(4500)).isEqualTo(averages.gateCurvature(4500));
    }

    @Test
    void staysBelowAQuarterOfAMebibyte() {
        assertThat(NodeAverages.empty(new Shards(Shards.MOST_NODES), 0).bytes()).isLessThanOrEqualTo(256 * 1024);
    }

    @Test
    void refusesBytesOfAnotherFormat() {
        assertThatThrownBy(() -> NodeAverages.readFrom(ByteBuffer.allocate(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 0");
    }
}
