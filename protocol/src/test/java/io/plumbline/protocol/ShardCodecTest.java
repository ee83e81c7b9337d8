package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.plumbline.core.gating.ShardColumns;
import io.plumbline.core.gating.StepReport;
import io.plumbline.core.model.Shards;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShardCodecTest {

    private static final StepReport.Probe PROBE = new StepReport.Probe(
            0.5, 0.25, 1.5, 0.0625, 0.5, 2.25, 0.125, 0.5, List.of(0.25, 0.125), List.of(1.0, 0.75));

    /** Of a shard that holds the last two of five nodes. */
    private static final StepReport LAST_TWO = new StepReport(
            1,
            400,
            1,
            2,
            3,
            2,
            3,
            new StepReport.Scalars(0.5, -0.125, 2),
            Optional.of(PROBE),
            Optional.of(new StepReport.Applied(0.5, 0.625)));

    private final ShardColumns read = new ShardColumns();

    @Property(tries = 300)
    void everyShardComesBackBitForBit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9000) int nodes)
            throws Exception {
        // Given
        RandomValues values = new RandomValues(seed);
        float[][] columns = new float[5][];
        Arrays.setAll(columns, c -> values.column(nodes));
        float[] gateCurvature = values.measuredOrNot(nodes);
        StepColumns written = new StepColumns(nodes);
        written.step(columns[0], columns[1], columns[2]);
        written.probe(columns[3], columns[4], gateCurvature);
        Shards shards = new Shards(nodes);
        for (int s = 0; s < shards.count(); s++) {
            StepReport report = values.report(s, shards.count(), shards.first(s), shards.size(s));
            // When
            StepShard shard = StepShard.parseFrom(
                    ShardCodec.write(Examples.RUN, report, written).toByteArray());
            ShardCodec.read(shard, read);
            // Then
            assertThat(shard.getRun()).isEqualTo(Examples.RUN);
            assertThat(ShardCodec.read(shard)).isEqualTo(settled(report));
            same(read.gamma(), columns[0], report);
            same(read.tau(), columns[1], report);
            same(read.weightNorm(), columns[2], report);
            if (report.probe().isPresent()) {
                same(read.energy(), columns[3], report);
                same(read.curvature(), columns[4], report);
                same(read.gateCurvature(), gateCurvature, report);
            }
        }
    }

    @Test
    void writesTheBytesOfTheGoldenShard() throws Exception {
        // When
        StepShard shard = ShardCodec.write(Examples.RUN, LAST_TWO, ofFive(Float.NaN, Float.NaN));
        // Then: what was not measured is no column
        assertGolden(shard, "step-event-shard");
        assertThat(ShardCodec.read(shard)).isEqualTo(LAST_TWO);
    }

    @Test
    void writesTheBytesOfTheGoldenShardWithGateCurvature() throws Exception {
        // When
        StepShard shard = ShardCodec.write(Examples.RUN, LAST_TWO, ofFive(0.5f, 0));
        // Then
        assertGolden(shard, "step-event-shard-gate-curvature");
        assertThat(ShardCodec.read(shard)).isEqualTo(LAST_TWO);
    }

    /** The columns of a network of five nodes; given is the gate curvature of the last two. */
    private static StepColumns ofFive(float fourth, float fifth) {
        StepColumns columns = new StepColumns(5);
        columns.step(new float[] {9, 9, 9, -1, 0.5f}, new float[] {9, 9, 9, 1, 0.25f}, new float[] {9, 9, 9, 3, 4});
        columns.probe(new float[] {9, 9, 9, 0.25f, 0.125f}, new float[] {9, 9, 9, 1, 0.75f}, new float[] {
            fourth, fourth, fourth, fourth, fifth
        });
        return columns;
    }

    private static void assertGolden(StepShard shard, String name) throws Exception {
        assertThat(StepEvent.newBuilder().setShard(shard).build().toByteArray())
                .isEqualTo(GoldenMessagesTest.golden(name));
    }

    @Test
    void readsAShardWithoutGateCurvatureAsNotMeasured() throws Exception {
        // Given
        Arrays.fill(read.gateCurvature(), 7);
        // When
        ShardCodec.read(Examples.shard(), read);
        // Then
        assertThat(read.gateCurvature()).startsWith(Float.NaN, Float.NaN, 7);
    }

    @Test
    void writesColumnsWithoutCopyingThem() throws Exception {
        // Given
        StepColumns columns = new StepColumns(2);
        columns.step(new float[] {1, 2}, new float[2], new float[2]);
        StepShard shard = ShardCodec.write(Examples.RUN, plain(2, 0), columns);
        // When
        columns.step(new float[] {3, 4}, new float[2], new float[2]);
        // Then
        ShardCodec.read(shard, read);
        assertThat(read.gamma()).startsWith(3, 4);
    }

    @Test
    void leavesOutTheColumnsOfAnEarlierProbe() {
        // Given
        StepColumns columns = new StepColumns(2);
        columns.probe(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6});
        columns.step(new float[2], new float[2], new float[2]);
        // When
        StepShard shard = ShardCodec.write(Examples.RUN, plain(2, 0), columns);
        // Then
        assertThat(shard.getColumnsList())
                .extracting(io.plumbline.protocol.v1.Column::getKind)
                .containsExactly(
                        ColumnKind.COLUMN_KIND_GAMMA, ColumnKind.COLUMN_KIND_TAU, ColumnKind.COLUMN_KIND_WEIGHT_NORM);
    }

    @Test
    void refusesNodesThatTheColumnsDoNotHold() {
        StepColumns columns = new StepColumns(3);

        assertThatThrownBy(() -> ShardCodec.write(Examples.RUN, plain(2, 2), columns))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesAShardThatLacksAColumn() {
        StepShard shard = Examples.shard().toBuilder().removeColumns(1).build();

        assertThatThrownBy(() -> ShardCodec.read(shard, read))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("column COLUMN_KIND_TAU of 2 nodes has 8 bytes, got 0");
    }

    @Test
    void refusesAColumnOfTheProbeOfAnotherLength() {
        StepShard.Builder shard = Examples.shard().toBuilder();
        shard.getColumnsBuilder(4).setValues(ByteString.copyFrom(new byte[12]));

        assertThatThrownBy(() -> ShardCodec.read(shard.build(), read))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("column COLUMN_KIND_PROBE_CURVATURE of 2 nodes has 8 bytes, got 12");
    }

    @Test
    void refusesAGateCurvatureOfAnotherLength() {
        StepShard.Builder shard = Examples.measuredShard();
        shard.getColumnsBuilder(5).setValues(ByteString.copyFrom(new byte[4]));

        assertThatThrownBy(() -> ShardCodec.read(shard.build(), read))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("column COLUMN_KIND_GATE_CURVATURE of 2 nodes has 8 bytes, got 4");
    }

    private static StepReport plain(int nodes, int firstNode) {
        return new StepReport(
                1, 1, 0, 1, firstNode, nodes, 0, new StepReport.Scalars(1, 0, 0), Optional.empty(), Optional.empty());
    }

    /** No record holds a residual that is NaN. */
    private static StepReport settled(StepReport report) {
        return new StepReport(
                report.attempt(),
                report.step(),
                report.shard(),
                report.shards(),
                report.firstNode(),
                report.nodes(),
                report.maskVersion(),
                report.scalars(),
                report.probe().map(ShardCodecTest::settled),
                report.applied());
    }

    private static StepReport.Probe settled(StepReport.Probe probe) {
        return new StepReport.Probe(
                probe.loss(),
                probe.residual(),
                probe.lambda(),
                Double.isNaN(probe.eigenResidual()) ? 1 : probe.eigenResidual(),
                probe.energy(),
                probe.curvature(),
                probe.ungatedEnergy(),
                probe.ungatedCurvature(),
                probe.layerEnergy(),
                probe.layerCurvature());
    }

    private static void same(float[] read, float[] column, StepReport of) {
        for (int i = 0; i < of.nodes(); i++) {
            assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(column[of.firstNode() + i]));
        }
    }
}
