package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.model.DenseChain;
import io.plumbline.core.model.Mask;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A run of 4 features, two layers of ten nodes, 3 classes, that compacts at the third decision without change. */
class CompactionTest {

    private static final int AFTER = 3;

    private static TestRun run(double saving, boolean lockstep) {
        return new TestRun(TestRun.plan(TestRun.compacting("test", AFTER, saving), lockstep));
    }

    /** Closes node 3 at step 20, in force from step 21. */
    private static TestRun closedAtTwenty(double saving, boolean lockstep) {
        TestRun run = run(saving, lockstep);
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());
        return run;
    }

    private static boolean compacts(Optional<Decision> decision) {
        return decision.flatMap(Decision::change).map(Change::compaction).orElse(false);
    }

    @Test
    void removesClosedNodesOnceTheMaskStoodStill() {
        // Given: node 3 closes at the second decision; the third and fourth change nothing, nor would the fifth
        TestRun run = closedAtTwenty(0.05, true);
        assertThat(compacts(run.stepTo(30))).isFalse();
        assertThat(compacts(run.stepTo(40))).isFalse();

        // When
        Change compaction = run.stepTo(50).flatMap(Decision::change).orElseThrow();

        // Then
        assertThat(compaction.compaction()).isTrue();
        assertThat(compaction.version()).isEqualTo(2);
        assertThat(compaction.mask()).isEqualTo(run.head.masks.mask());
        assertThat(compaction.closed()).isEmpty();
        assertThat(compaction.opened()).isEmpty();
        assertThat(compaction.predictedLossChange()).isZero();
    }

    @Test
    void closesMoreWithARemoval() {
        // Given: a policy that has another node to close when a removal is due
        TestRun run = closedAtTwenty(0.05, true);
        run.stepTo(49);
        run.gates[5] = 0;

        // When
        Change due = run.stepTo(50).flatMap(Decision::change).orElseThrow();
        run.version = due.version();
        run.stepTo(51);
        run.restart();

        // Then: node 3 is gone, node 5 closed, and on trial
        assertThat(due.compaction()).isTrue();
        assertThat(due.closed()).containsExactly(5);
        assertThat(run.head.masks.isPresent(3)).isFalse();
        assertThat(run.head.masks.isPresent(5)).isTrue();
        assertThat(run.head.masks.mask().isOpen(5)).isFalse();
        assertThat(run.head.masks.watch()).isPresent();
    }

    @Test
    void takesBackWhatCameWithARemovalButNotTheRemoval() {
        // Given
        TestRun run = closedAtTwenty(0.05, true);
        run.stepTo(49);
        run.gates[5] = 0;
        run.takeOver(run.stepTo(50).orElseThrow());

        // When: the loss jumps
        run.stepTo(51);
        run.loss = 3;
        Change back = run.stepTo(70).flatMap(Decision::change).orElseThrow();

        // Then
        assertThat(back.rollback()).isTrue();
        assertThat(back.opened()).containsExactly(5);
        assertThat(back.mask().isOpen(3)).isFalse();
    }

    @Test
    void opensFirstAndRemovesLater() {
        // Given: node 3 is wanted again when its removal is due
        TestRun run = closedAtTwenty(0.05, true);
        run.stepTo(49);
        run.gates[3] = 1;

        // When
        Change due = run.stepTo(50).flatMap(Decision::change).orElseThrow();

        // Then
        assertThat(due.compaction()).isFalse();
        assertThat(due.opened()).containsExactly(3);
    }

    @Test
    void neverRemovesWhereTheSettingsSayZero() {
        // Given
        TestRun run = new TestRun(TestRun.compacting("test", 0, 0));
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());

        // Then
        for (long step = 30; step <= 300; step += 10) {
            assertThat(run.stepTo(step).flatMap(Decision::change)).isEmpty();
        }
    }

    @Test
    void removesNothingThatSavesLessThanTheSettingsAskFor() {
        // Given: one of ten nodes saves 1 − (4·9 + 9·10 + 10·3)/(4·10 + 10·10 + 10·3) = 0.0824
        TestRun below = closedAtTwenty(0.083, true);
        TestRun above = closedAtTwenty(0.082, true);

        // Then
        assertThat(compacts(below.stepTo(50))).isFalse();
        assertThat(compacts(above.stepTo(50))).isTrue();
    }

    @Test
    void countsWhatASecondRemovalSavesOfTheNetworkThatTheFirstLeft() {
        // Given
        DenseChain chain = TestRun.plan(TestRun.settings("test")).chain();
        Mask present = Mask.allOpen(TestRun.NODES).with(new int[] {0, 1, 2, 3, 4}, new int[0]);
        Mask open = present.with(new int[] {10, 11, 12, 13, 14}, new int[0]);

        // Then
        assertThat(CompactionRule.saving(chain, present, open))
                .isEqualTo(1 - (4 * 5 + 5 * 5 + 5 * 3) / (4.0 * 5 + 5 * 10 + 10 * 3), within(1e-15));
    }

    @Test
    void removesNothingShortlyBeforeTheEnd() {
        // Given: T = 1000, a saving of 0.0824: from step 758 on fewer than 20 steps are saved
        TestRun run = closedAtTwenty(0.05, true);

        // When
        run.stepTo(49);

        // Then
        assertThat(CompactionRule.pays(run.head, 757)).isTrue();
        assertThat(CompactionRule.pays(run.head, 758)).isFalse();
    }

    @Test
    void removesClosedNodesWhereTheProbeSaysNothing() {
        // Given
        TestRun run = closedAtTwenty(0.05, true);

        // When
        run.eigenResidual = 1;

        // Then
        assertThat(compacts(run.stepTo(50))).isTrue();
    }

    @Test
    void opensNothingThatWasRemoved() {
        // Given
        TestRun run = closedAtTwenty(0.05, true);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.gates[3] = 1;

        // When
        run.stepTo(51);
        run.restart();

        // Then
        assertThat(run.head.masks.isPresent(3)).isFalse();
        for (long step = 60; step <= 200; step += 10) {
            assertThat(run.stepTo(step).flatMap(Decision::change)).isEmpty();
        }
    }

    @Test
    void forgetsWhatRemovedNodesDid() {
        // Given
        TestRun run = closedAtTwenty(0.05, true);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.columns.tau()[3] = 0;
        assertThat(run.get(0).tau(3)).isPositive();

        // When
        run.step(51);

        // Then
        assertThat(run.get(0).tau(3)).isZero();
        assertThat(run.get(0).tau(4)).isPositive();
    }

    @Test
    void takesARefusedRemovalBackAndAsksForNoOther() {
        // Given
        TestRun run = closedAtTwenty(0.05, true);
        Change compaction = run.stepTo(50).flatMap(Decision::change).orElseThrow();

        // When
        run.gate.reject(compaction.version());
        run.gates[3] = 1;
        Change opened = run.stepTo(60).flatMap(Decision::change).orElseThrow();

        // Then
        assertThat(opened.opened()).containsExactly(3);
        assertThat(opened.version()).isEqualTo(compaction.version() + 1);
        assertThat(run.head.compactsNoMore()).isTrue();
    }

    @Test
    void isTheLastWhereItMadeStepsNoFaster() {
        // Given
        TestRun run = closedAtTwenty(0.01, false);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.stepTo(51);

        // When
        assertThat(run.gate.compacted(run.version, 1.5, 1.5)).isTrue();
        run.gates[5] = 0;
        closeAnother(run);

        // Then
        assertThat(compacts(run.stepTo(200))).isFalse();
    }

    @Test
    void isNotTheLastWhereItPaidOrWasNotMeasured() {
        // Given
        TestRun run = closedAtTwenty(0.01, false);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.stepTo(51);

        // When
        assertThat(run.gate.compacted(run.version, 1.5, 1.25)).isTrue();
        assertThat(run.gate.compacted(run.version, Double.NaN, 1.25)).isTrue();

        // Then
        run.gates[5] = 0;
        assertThat(compactions(run, 60, 200)).isEqualTo(1);
    }

    @Test
    void asksNoClockWhereTheTrainerWaitsForDecisions() {
        // Given
        TestRun run = closedAtTwenty(0.01, true);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.stepTo(51);

        // When
        run.gate.compacted(run.version, 1.5, 3);

        // Then
        run.gates[5] = 0;
        assertThat(compactions(run, 60, 200)).isEqualTo(1);
    }

    @Test
    void knowsNoMeasurementOfAVersionThatWasNeverAnnounced() {
        assertThat(closedAtTwenty(0.05, false).gate.compacted(7, 1, 2)).isFalse();
        assertThat(closedAtTwenty(0.05, false).gate.compacted(0, 1, 2)).isFalse();
    }

    @Test
    void refusesARollBackWithoutNodes() {
        assertThatThrownBy(() -> change(true, false)).hasMessage("a roll-back needs at least one node");
        assertThatThrownBy(() -> change(false, false)).hasMessage("a change without nodes must be a compaction");
    }

    @Test
    void refusesACompactionThatOpens() {
        NodeReason opens = new NodeReason(0, false, 1, 1, 1, 1, 1, 1, 0, 0);
        assertThatThrownBy(() -> change(false, true, opens))
                .hasMessage("a compaction opens no node and takes nothing back");
    }

    private static Change change(boolean rollback, boolean compaction, NodeReason... reasons) {
        return new Change(
                1,
                0,
                1,
                Mask.allOpen(1),
                rollback,
                compaction,
                List.of(reasons),
                null,
                1,
                1,
                0,
                1,
                0,
                Memory.NONE,
                false);
    }

    @Test
    void readsAStateFromBeforeCompactions() {
        // Given: what format 2 appends, and its number, taken away
        TestRun run = closedAtTwenty(0.05, true);
        run.stepTo(45);
        byte[] written = run.head.toBytes();
        byte[] first = Arrays.copyOf(written, written.length - Integer.BYTES - 1);
        ByteBuffer.wrap(first).putInt(1);

        // When
        RunHead read = RunHead.readFrom(run.head.plan(), ByteBuffer.wrap(first));

        // Then
        assertThat(read.openNodes()).isEqualTo(TestRun.NODES - 1);
        assertThat(read.decisionsUnchanged()).isZero();
        assertThat(read.compactsNoMore()).isFalse();
    }

    @Test
    void knowsACompactionOfAnOldStateByItsLackOfNodes() {
        // Given: what format 3 appends to a change taken away
        Change compaction = change(false, true);
        StateWriter out = new StateWriter();
        Announcement.of(compaction).writeTo(out);
        byte[] old = Arrays.copyOf(out.toBytes(), out.toBytes().length - 1);

        // When
        Announcement read = Announcement.readFrom(new StateReader(ByteBuffer.wrap(old)), 2);

        // Then
        assertThat(read.compaction()).isTrue();
        assertThat(read.version()).isEqualTo(compaction.version());
    }

    /** Wishes change at random, now and then the loss jumps so that a change is rolled back. */
    @Property(tries = 200)
    void neverTouchesARemovedNodeAndAlwaysPays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int calm) {
        Random random = new Random(seed);
        TestRun run = new TestRun(TestRun.compacting("test", calm, 0.1));
        int unchanged = 0;
        for (long step = 10; step <= 600; step += 10) {
            // Given
            if (random.nextInt(6) == 0) {
                run.gates[random.nextInt(TestRun.NODES)] = random.nextInt(2);
            }
            run.loss = random.nextInt(20) == 0 ? 3 : 1;
            Mask present = run.head.masks.present();
            DenseChain chain = run.head.plan().chain();

            // When
            Optional<Change> change = run.stepTo(step).flatMap(Decision::change);

            // Then
            if (compactsIn(change)) {
                assertThat(unchanged + 1).isGreaterThanOrEqualTo(calm);
                assertThat(CompactionRule.saving(chain, present, run.head.masks.mask()))
                        .isGreaterThanOrEqualTo(0.1);
            }
            change.ifPresent(c -> assertThat(Arrays.stream(c.opened())).allMatch(run.head.masks::isPresent));
            unchanged = change.filter(c -> !c.compaction()).isPresent() ? 0 : unchanged + 1;
            change.ifPresent(c -> run.version = c.version());
        }
    }

    private static boolean compactsIn(Optional<Change> change) {
        return change.map(Change::compaction).orElse(false);
    }

    private static void closeAnother(TestRun run) {
        run.takeOver(run.stepTo(60).orElseThrow());
    }

    /** Steps on, follows every change, and counts the compactions. */
    private static int compactions(TestRun run, long from, long to) {
        int count = 0;
        for (long step = from; step <= to; step += 10) {
            Optional<Change> change = run.stepTo(step).flatMap(Decision::change);
            count += compactsIn(change) ? 1 : 0;
            change.ifPresent(c -> run.version = c.version());
        }
        return count;
    }
}
