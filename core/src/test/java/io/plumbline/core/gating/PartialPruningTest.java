package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.model.Mask;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a pruning leaves in the network, and what may change with it. */
class PartialPruningTest {

    @Test
    void closesMoreWithARemoval() {
        // Given: a policy that has another node to close when a removal is due
        TestRun run = TestRun.closedAtTwenty(0.05, true);
        run.stepTo(49);
        run.gates[5] = 0;

        // When
        Change due = run.stepTo(50).flatMap(MaskDecision::change).orElseThrow();
        run.version = due.version();
        run.stepTo(51);
        run.restart();

        // Then: node 3 is gone, node 5 closed and under observation
        assertThat(due.pruning()).isTrue();
        assertThat(due.closed()).containsExactly(5);
        assertThat(run.state.masks().masks().present().isOpen(3)).isFalse();
        assertThat(run.state.masks().masks().present().isOpen(5)).isTrue();
        assertThat(run.state.masks().mask().isOpen(5)).isFalse();
        assertThat(run.state.masks().watch()).isPresent();
    }

    @Test
    void takesBackWhatCameWithARemovalButNotTheRemoval() {
        // Given
        TestRun run = TestRun.closedAtTwenty(0.05, true);
        run.stepTo(49);
        run.gates[5] = 0;
        run.takeOver(run.stepTo(50).orElseThrow());

        // When: the loss jumps
        run.stepTo(51);
        run.loss = 3;
        Change back = run.stepTo(70).flatMap(MaskDecision::change).orElseThrow();

        // Then
        assertThat(back.rollback()).isTrue();
        assertThat(back.opened()).containsExactly(5);
        assertThat(back.mask().isOpen(3)).isFalse();
    }

    @Test
    void removesNothingThatIsWantedBack() {
        // Given: nodes 3 and 4 are closed, node 4 is wanted again when the removal is due
        TestRun run = new TestRun(TestRun.pruning("test", 3, 0.01));
        run.gates[3] = 0;
        run.gates[4] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());
        run.stepTo(49);
        run.gates[4] = 1;

        // When
        Change due = run.stepTo(50).flatMap(MaskDecision::change).orElseThrow();
        run.takeOver(due);
        run.stepTo(51);

        // Then
        assertThat(due.remaining().orElseThrow().isOpen(3)).isFalse();
        assertThat(due.opened()).containsExactly(4);
        assertThat(run.state.masks().masks().present().isOpen(3)).isFalse();
        assertThat(run.state.masks().mask().isOpen(4)).isTrue();
    }

    @Test
    void removesEveryNodeAtItsOwnTime() {
        // Given: node 3 closes at step 20, node 5 at step 40
        TestRun run = TestRun.closedAtTwenty(0.05, true);
        run.stepTo(39);
        run.gates[5] = 0;
        run.takeOver(run.stepTo(40).orElseThrow());

        // When
        Change first = run.stepTo(60).flatMap(MaskDecision::change).orElseThrow();
        run.version = first.version();
        Change second = run.stepTo(70).flatMap(MaskDecision::change).orElseThrow();

        // Then
        assertThat(first.remaining()).contains(all().with(new int[] {3}, new int[0]));
        assertThat(second.remaining()).contains(all().with(new int[] {3, 5}, new int[0]));
    }

    @Test
    void leavesNodesThatAreToReturnUntilNothingReturns() {
        // Given: a policy whose nodes rest and return; t_1 is 200
        TestRun run = new TestRun(TestRun.pruning("rotating", 1, 0.05));
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());

        // Then
        for (long step = 30; step <= 200; step += 10) {
            assertThat(run.stepTo(step).flatMap(MaskDecision::change)).isEmpty();
        }
        assertThat(run.stepTo(210).flatMap(MaskDecision::change).map(Change::pruning))
                .contains(true);
    }

    @Test
    void refusesARollBackWithoutNodes() {
        assertThatThrownBy(() -> change(true, false)).hasMessage("a roll-back needs at least one node");
        assertThatThrownBy(() -> change(false, false)).hasMessage("a change without nodes must be a pruning");
    }

    @Test
    void refusesAPruningThatTakesBackOrChangesWhatItRemoves() {
        NodeReason opens = new NodeReason(0, false, 1, 1, 1, 1, 1, 1, 0, 0, 0);
        assertThatThrownBy(() -> change(true, true, opens)).hasMessage("a roll-back removes nothing");
        assertThatThrownBy(() -> change(false, true, opens)).hasMessage("node 0 cannot change and be removed");
    }

    private static Change change(boolean rollback, boolean pruning, NodeReason... reasons) {
        Mask none = Mask.fromBytes(new byte[1], 1);
        return new Change(
                1,
                0,
                1,
                none,
                rollback,
                pruning ? Optional.of(none) : Optional.empty(),
                List.of(reasons),
                null,
                1,
                1,
                0,
                1,
                0,
                Memory.NONE,
                false,
                Optional.empty());
    }

    private static Mask all() {
        return Mask.allOpen(TestRun.NODES);
    }
}
