package io.plumbline.trainer.mask;

import static io.plumbline.protocol.RejectionKind.FLOOR;
import static io.plumbline.protocol.RejectionKind.MALFORMED;
import static io.plumbline.protocol.RejectionKind.OLD_VERSION;
import static io.plumbline.protocol.RejectionKind.OTHER_VERSION;
import static io.plumbline.protocol.RejectionKind.REMOVED_NODES;
import static io.plumbline.protocol.RejectionKind.WRONG_NODES;
import static io.plumbline.protocol.RejectionKind.WRONG_STEP;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.RejectionKind;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MaskKeeperTest {

    private static final Layers LAYERS = Layers.of(
            List.of(new Layer("dense-1", LayerKind.DENSE, 6, 10), new Layer("dense-2", LayerKind.DENSE, 4, 10)));
    private static final long STEPS = 20;

    /** No version is answered twice. */
    private long next = 100;

    private final MaskKeeper keeper = new MaskKeeper(LAYERS, GateSettings.defaults("fisher", 100), 10);

    @Test
    void followsAChange() {
        // When
        ChangeResult result = keeper.accept(change(1, 0, 0, 7), STEPS);

        // Then
        assertThat(result.kind()).isEqualTo(ChangeResult.Kind.ACCEPTED);
        assertThat(keeper.version()).isEqualTo(1);
        assertThat(keeper.mask().isOpen(7)).isFalse();
        assertThat(keeper.mask().openCount()).isEqualTo(8);
    }

    @Test
    void appliesAVersionAtMostOnce() {
        // Given
        keeper.accept(change(1, 0, 0), STEPS);

        // When
        ChangeResult again = keeper.accept(change(1, 0, 0), STEPS);

        // Then
        assertThat(again.kind()).isEqualTo(ChangeResult.Kind.REPEATED);
    }

    @Test
    void goesOnAfterARejectionWithTheNextNumber() {
        // Given
        keeper.accept(change(1, 7, 0), STEPS);

        // When
        ChangeResult next = keeper.accept(change(2, 0, 3), STEPS);

        // Then
        assertThat(next.kind()).isEqualTo(ChangeResult.Kind.ACCEPTED);
        assertThat(keeper.version()).isEqualTo(2);
    }

    @Test
    void isNotBlockedByAVersionOutOfAllProportion() {
        // Given
        keeper.accept(change(Long.MAX_VALUE, 7, 0), STEPS);

        // When
        ChangeResult next = keeper.accept(change(1, 0, 3), STEPS);

        // Then
        assertThat(next.kind()).isEqualTo(ChangeResult.Kind.ACCEPTED);
    }

    @Test
    void rejectsWhatWasDecidedUnderAnotherVersion() {
        rejects(change(1, 4, 0), OTHER_VERSION, "it was decided under version 4, but version 0 is in force");
    }

    @Test
    void rejectsAVersionThatDoesNotGrow() {
        // Given
        keeper.accept(change(5, 0, 0), STEPS);

        // Then
        rejects(
                edited(b -> b.setVersionInForce(5).getChangeBuilder().setVersion(4)),
                OLD_VERSION,
                "version 4 is not above version 5");
    }

    @Test
    void rejectsADecisionFromTheFuture() {
        rejects(edited(b -> b.setStep(30)), WRONG_STEP, "it was decided at step 30, but 20 steps were made");
    }

    @Test
    void rejectsADecisionBetweenDecisionSteps() {
        rejects(edited(b -> b.setStep(15)), WRONG_STEP, "it was decided at step 15, which is no multiple of 10");
    }

    @Test
    void rejectsABaseAfterItsDecision() {
        rejects(changed(b -> b.setBaseStep(21)), WRONG_STEP, "its base step 21 is after its decision step 20");
    }

    @Test
    void rejectsAMaskOfAnotherLength() {
        rejects(changed(b -> b.setMask(ByteString.copyFrom(new byte[9]))), MALFORMED, "a mask of 10 nodes has 2 bytes");
    }

    @Test
    void rejectsNodesThatAreNotThere() {
        rejects(changed(b -> b.addClosed(10)), WRONG_NODES, "node 10 of 10 is not open");
        rejects(changed(b -> b.clearClosed().addClosed(-1)), WRONG_NODES, "node -1 of 10 is not open");
    }

    @Test
    void rejectsOpeningWhatIsOpen() {
        rejects(changed(b -> b.addOpened(3)), WRONG_NODES, "node 3 of 10 is not closed");
    }

    @Test
    void rejectsAWholeMaskThatDoesNotFit() {
        rejects(changed(b -> b.addClosed(5)), WRONG_NODES, "its whole mask is not the mask in force");
    }

    @Test
    void rejectsNodesOutOfOrder() {
        rejects(changed(b -> b.clearClosed().addClosed(5).addClosed(2)), WRONG_NODES, "its closed nodes are not in");
    }

    @Test
    void rejectsAChangeOfNothing() {
        rejects(changed(b -> b.clearClosed()), WRONG_NODES, "it changes no node");
    }

    @Test
    void rejectsWhatGoesBelowAFloor() {
        rejects(change(1, 0, 6, 7, 8), FLOOR, "it leaves 1 nodes of layer dense-2 open, expected at least 2");
    }

    @Test
    void removesWhatIsClosed() {
        // Given
        keeper.accept(change(1, 0, 2, 7), STEPS);

        // When
        ChangeResult result = keeper.accept(pruning(2, 1, 2, 7), STEPS);

        // Then
        assertThat(result.kind()).isEqualTo(ChangeResult.Kind.ACCEPTED);
        assertThat(keeper.version()).isEqualTo(2);
        assertThat(keeper.present()).isEqualTo(keeper.mask());
        assertThat(keeper.present().openCount()).isEqualTo(8);
    }

    @Test
    void keepsWhatClosesWithAPruning() {
        // Given
        keeper.accept(change(1, 0, 2), STEPS);
        MaskChange.Builder both = change(2, 1, 2, 7).toBuilder();
        both.getChangeBuilder().clearClosed().addClosed(7).setPruning(true).setRemaining(without(2));

        // When
        ChangeResult result = keeper.accept(both.build(), STEPS);

        // Then
        assertThat(result.kind()).isEqualTo(ChangeResult.Kind.ACCEPTED);
        assertThat(keeper.mask().openCount()).isEqualTo(8);
        assertThat(keeper.present().isOpen(2)).isFalse();
        assertThat(keeper.present().isOpen(7)).isTrue();
    }

    @Test
    void keepsWhatAPruningDoesNotRemove() {
        // Given
        keeper.accept(change(1, 0, 2, 3, 7), STEPS);
        MaskChange.Builder some = pruning(2, 1, 2, 3, 7).toBuilder();
        some.getChangeBuilder().setRemaining(without(2)).addOpened(3).setMask(without(2, 7));

        // When
        ChangeResult result = keeper.accept(some.build(), STEPS);

        // Then
        assertThat(result.kind()).isEqualTo(ChangeResult.Kind.ACCEPTED);
        assertThat(keeper.mask().isOpen(3)).isTrue();
        assertThat(keeper.present().openCount()).isEqualTo(9);
    }

    @Test
    void rejectsAPruningThatRemovesWhatItOpens() {
        // Given
        keeper.accept(change(1, 0, 2), STEPS);

        // Then
        MaskChange.Builder opening = change(2, 1).toBuilder();
        opening.getChangeBuilder().setPruning(true).addOpened(2).setRemaining(without(2));
        rejects(opening.build(), REMOVED_NODES, "it opens node 2, which was removed");
    }

    @Test
    void rejectsAPruningThatRemovesWhatWasOpen() {
        // Given
        keeper.accept(change(1, 0, 2), STEPS);

        // Then
        MaskChange.Builder closing = change(2, 1, 2, 7).toBuilder();
        closing.getChangeBuilder().clearClosed().addClosed(7).setPruning(true).setRemaining(without(2, 7));
        rejects(closing.build(), REMOVED_NODES, "it removes node 7, which was not closed before it");
    }

    @Test
    void rejectsAPruningThatBringsARemovedNodeBack() {
        // Given
        keeper.accept(change(1, 0, 2), STEPS);
        keeper.accept(pruning(2, 1, 2), STEPS);

        // Then
        MaskChange.Builder back = pruning(3, 2, 2).toBuilder();
        back.getChangeBuilder().setRemaining(without());
        rejects(back.build(), REMOVED_NODES, "it leaves node 2 in the network, which was removed");
    }

    @Test
    void rejectsAPruningThatRemovesNothing() {
        rejects(pruning(next++, 0), WRONG_NODES, "it is a pruning, but removes no node");
    }

    @Test
    void rejectsTheOpeningOfWhatWasRemoved() {
        // Given
        keeper.accept(change(1, 0, 2), STEPS);
        keeper.accept(pruning(2, 1, 2), STEPS);

        // Then
        MaskChange.Builder opening = change(3, 2).toBuilder();
        opening.getChangeBuilder().addOpened(2);
        rejects(opening.build(), REMOVED_NODES, "it opens node 2, which was removed");
    }

    private static MaskChange pruning(long version, long inForce, int... closed) {
        MaskChange.Builder builder = change(version, inForce, closed).toBuilder();
        builder.getChangeBuilder().clearClosed().setPruning(true).setRemaining(without(closed));
        return builder.build();
    }

    private static ByteString without(int... closed) {
        return ByteString.copyFrom(Mask.allOpen(10).with(closed, new int[0]).toBytes());
    }

    private MaskChange changed(Consumer<Change.Builder> edit) {
        return edited(b -> edit.accept(b.getChangeBuilder()));
    }

    private void rejects(MaskChange record, RejectionKind kind, String reason) {
        long version = keeper.version();
        Mask mask = keeper.mask();
        ChangeResult result = keeper.accept(record, STEPS);

        ChangeResult.Rejection rejection = result.rejection().orElseThrow();
        assertThat(rejection.kind()).isEqualTo(kind);
        assertThat(rejection.reason()).startsWith(reason);
        assertThat(keeper.version()).isEqualTo(version);
        assertThat(keeper.mask()).isEqualTo(mask);
    }

    /** A sound change at step 20 that closes node 2, edited. */
    private MaskChange edited(Consumer<MaskChange.Builder> edit) {
        MaskChange.Builder builder = change(next++, 0, 2).toBuilder();
        edit.accept(builder);
        return builder.build();
    }

    static MaskChange change(long version, long inForce, int... closed) {
        Mask after = Mask.allOpen(10).with(closed, new int[0]);
        Change.Builder change =
                Change.newBuilder().setVersion(version).setBaseStep(20).setMask(ByteString.copyFrom(after.toBytes()));
        for (int node : closed) {
            change.addClosed(node);
        }
        return MaskChange.newBuilder()
                .setRun("r-1")
                .setAttempt(1)
                .setStep(20)
                .setVersionInForce(inForce)
                .setChange(change)
                .build();
    }
}
