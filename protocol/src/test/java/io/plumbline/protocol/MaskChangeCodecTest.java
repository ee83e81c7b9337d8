package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.plumbline.core.gating.Change;
import io.plumbline.core.gating.MaskDecision;
import io.plumbline.core.gating.NoChange;
import io.plumbline.core.gating.NoChangeReason;
import io.plumbline.core.gating.NodeReason;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.v1.MaskChange;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MaskChangeCodecTest {

    private static final Layers LAYERS = Layers.of(
            List.of(new Layer("dense-1", LayerKind.DENSE, 2_000, 1), new Layer("dense-2", LayerKind.DENSE, 63_536, 1)));

    @Property(tries = 500)
    void everyChangeComesBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int nodes) throws Exception {
        // Given
        Change change = new RandomValues(seed).change(nodes);
        // When
        MaskChange read = travelled(change);
        // Then
        var message = read.getChange();
        decided(read, change);
        assertThat(read.hasNone()).isFalse();
        assertThat(MaskChangeCodec.noChangeReason(read)).isEmpty();
        assertThat(message.getVersion()).isEqualTo(change.version());
        assertThat(message.getBaseStep()).isEqualTo(change.step());
        assertThat(message.getRollback()).isEqualTo(change.rollback());
        assertThat(MaskChangeCodec.mask(message, nodes)).isEqualTo(change.mask());
        assertThat(MaskChangeCodec.remaining(message, nodes)).isEqualTo(change.remaining());
        assertThat(MaskChangeCodec.reasons(message)).isEqualTo(change.reasons());
        assertThat(message.getClosedList()).containsExactlyElementsOf(boxed(change.closed()));
        assertThat(message.getOpenedList()).containsExactlyElementsOf(boxed(change.opened()));
        numbers(message, change);
    }

    @Property(tries = 100)
    void everyReasonToChangeNothingComesBack(@ForAll long seed) throws Exception {
        // Given
        NoChange none = new RandomValues(seed).noChange();
        // When
        MaskChange read = travelled(none);
        // Then
        decided(read, none);
        assertThat(read.hasChange()).isFalse();
        assertThat(MaskChangeCodec.noChangeReason(read)).hasValue(none.reason());
    }

    @Test
    void writesTheBytesOfTheGoldenDecision() throws Exception {
        NoChange none = new NoChange(400, 2, NoChangeReason.WARM_UP, Memory.NONE, false, Optional.empty());

        MaskChange message = MaskChangeCodec.write(Examples.RUN, 1, "greedy-q", "1", LAYERS, none, 17);

        assertThat(message.toByteArray()).isEqualTo(GoldenMessagesTest.golden("no-change"));
    }

    @Test
    void tellsOfManyNodesByRange() throws Exception {
        // Given: 1,500 nodes of each of two layers close, scores ascending
        List<NodeReason> reasons = IntStream.range(0, 4000)
                .filter(node -> node % 2000 < 1500)
                .mapToObj(node -> new NodeReason(node, true, 0, node, 1, 1, 0.25, 0.5, -1, 2, Double.NaN))
                .toList();

        // When
        var change = travelled(changeOf(reasons)).getChange();

        // Then
        assertThat(change.getClosedCount()).isEqualTo(3000);
        assertThat(change.getReasonsCount()).isZero();
        assertThat(change.getRangeReasonsList()).hasSize(2);
        var second = change.getRangeReasons(1);
        assertThat(second.getRange()).isEqualTo(1);
        assertThat(second.getCloses()).isTrue();
        assertThat(second.getNodes()).isEqualTo(1500);
        assertThat(List.of(second.getLeastScore(), second.getGreatestScore())).containsExactly(2000.0, 3499.0);
        assertThat(List.of(second.getShareLambda(), second.getShareMu(), second.getGamma(), second.getTau()))
                .containsExactly(375.0, 750.0, -1500.0, 3000.0);
    }

    @Test
    void staysBelowTheLargestRecordHoweverManyNodesClose() throws Exception {
        List<NodeReason> few = reasons(2_800);
        List<NodeReason> all = reasons(65_536);

        assertThat(travelled(changeOf(few)).getSerializedSize()).isLessThan(256 * 1024);
        assertThat(travelled(changeOf(all)).getSerializedSize()).isLessThan(256 * 1024);
    }

    private static List<NodeReason> reasons(int nodes) {
        return IntStream.range(0, nodes)
                .mapToObj(node -> new NodeReason(node, true, 0.1, 0.2, node + 1, 1.1, 0.25, 0.5, -1, 2, 0.5))
                .toList();
    }

    private static Change changeOf(List<NodeReason> reasons) {
        return new Change(
                25,
                0,
                1,
                Mask.allOpen(65_536),
                false,
                Optional.empty(),
                reasons,
                new RandomValues(1).estimate(),
                0.5,
                Double.NaN,
                0,
                1,
                0.1,
                Memory.NONE,
                false,
                Optional.empty());
    }

    @Test
    void aReasonOfANewerGateIsUnknown() {
        MaskChange.Builder newer = MaskChange.newBuilder();
        newer.getNoneBuilder().setReason("full-moon");

        assertThat(MaskChangeCodec.noChangeReason(newer.build())).isEmpty();
    }

    @Test
    void refusesAMaskOfAnotherNumberOfNodes() {
        refuses(new byte[3], 10, "a mask of 10 nodes has 2 bytes, got 3");
        refuses(new byte[0], 10, "a mask of 10 nodes has 2 bytes, got 0");
        // Bit 10 is that of an eleventh node.
        refuses(new byte[] {0, 0b100}, 10, "a mask of 10 nodes has 2 bytes, got 2");
    }

    private static void refuses(byte[] bytes, int nodes, String sentence) {
        var change = io.plumbline.protocol.v1.Change.newBuilder()
                .setMask(ByteString.copyFrom(bytes))
                .setRemaining(ByteString.copyFrom(bytes));

        assertThatThrownBy(() -> MaskChangeCodec.mask(change.build(), nodes))
                .isInstanceOf(BadRecordException.class)
                .hasMessage(sentence);
        assertThatThrownBy(
                        () -> MaskChangeCodec.remaining(change.setPruning(true).build(), nodes))
                .isInstanceOf(BadRecordException.class)
                .hasMessage(sentence);
    }

    private static MaskChange travelled(MaskDecision decision) throws Exception {
        return MaskChange.parseFrom(MaskChangeCodec.write(Examples.RUN, 2, "fisher", "3", LAYERS, decision, 17)
                .toByteArray());
    }

    private static void decided(MaskChange read, MaskDecision decision) {
        assertThat(read.getRun()).isEqualTo(Examples.RUN);
        assertThat(read.getAttempt()).isEqualTo(2);
        assertThat(read.getPolicy()).isEqualTo("fisher");
        assertThat(read.getPolicyVersion()).isEqualTo("3");
        assertThat(read.getStatisticsAtMs()).isEqualTo(17);
        assertThat(read.getStep()).isEqualTo(decision.step());
        assertThat(read.getVersionInForce()).isEqualTo(decision.versionInForce());
        assertThat(CapacityCodec.read(read)).isEqualTo(decision.capacity());
    }

    /** As lists: their NaN equals itself. */
    private static void numbers(io.plumbline.protocol.v1.Change message, Change change) {
        assertThat(List.of(message.getKappa(), message.getLambda(), message.getMuPl(), message.getLoss()))
                .containsExactly(
                        change.condition().kappa(),
                        change.condition().lambda(),
                        change.condition().muPl(),
                        change.condition().loss());
        assertThat(List.of(message.getDensity(), message.getTargetDensity(), message.getChi()))
                .containsExactly(change.density(), change.targetDensity(), change.chi());
        assertThat(List.of(message.getPredictedLossChange())).containsExactly(change.predictedLossChange());
        assertThat(message.getBudgetLeft()).isEqualTo(change.budgetLeft());
    }

    private static Iterable<Integer> boxed(int[] nodes) {
        return IntStream.of(nodes).boxed().toList();
    }
}
