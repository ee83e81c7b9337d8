package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A run of 4 features, two layers of ten nodes, 3 classes, that prunes at the third decision without change. */
class PruningTest {

    private static boolean prunes(Optional<MaskDecision> decision) {
        return decision.flatMap(MaskDecision::change).map(Change::pruning).orElse(false);
    }

    @Test
    void removesClosedNodesOnceTheMaskStoodStill() {
        // Given: node 3 closes at the second decision; the third and fourth change nothing, nor would the fifth
        TestRun run = TestRun.closedAtTwenty(0.05, true);
        run.stepTo(40);

        // When
        Change pruning = run.stepTo(50).flatMap(MaskDecision::change).orElseThrow();

        // Then
        assertThat(pruning.pruning()).isTrue();
        assertThat(pruning.version()).isEqualTo(2);
        assertThat(pruning.mask()).isEqualTo(run.state.masks().mask());
        assertThat(pruning.closed()).isEmpty();
        assertThat(pruning.opened()).isEmpty();
        assertThat(pruning.predictedLossChange()).isZero();
    }

    @Test
    void removesNothingBeforeTheMaskStoodStill() {
        // Given
        TestRun run = TestRun.closedAtTwenty(0.05, true);

        // When
        List<Boolean> pruned = List.of(prunes(run.stepTo(30)), prunes(run.stepTo(40)));

        // Then
        assertThat(pruned).containsExactly(false, false);
    }

    @Test
    void neverRemovesWhereTheSettingsSayZero() {
        // Given
        TestRun run = new TestRun(TestRun.pruning("test", 0, 0));
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());

        // Then
        for (long step = 30; step <= 300; step += 10) {
            assertThat(run.stepTo(step).flatMap(MaskDecision::change)).isEmpty();
        }
    }

    @Test
    void removesNothingThatSavesLessThanTheSettingsAskFor() {
        // Given: one of ten nodes saves 1 − (4·9 + 9·10 + 10·3)/(4·10 + 10·10 + 10·3) = 0.0824
        TestRun below = TestRun.closedAtTwenty(0.083, true);
        TestRun above = TestRun.closedAtTwenty(0.082, true);

        // Then
        assertThat(prunes(below.stepTo(50))).isFalse();
        assertThat(prunes(above.stepTo(50))).isTrue();
    }

    @Test
    void countsWhatASecondRemovalSavesOfTheNetworkThatTheFirstLeft() {
        // Given
        Architecture network = TestRun.plan(TestRun.settings("test")).architecture();
        Mask present = Mask.allOpen(TestRun.NODES).with(new int[] {0, 1, 2, 3, 4}, new int[0]);
        Mask open = present.with(new int[] {10, 11, 12, 13, 14}, new int[0]);

        // Then
        assertThat(PruningRule.saving(network, present, open))
                .isEqualTo(1 - (4 * 5 + 5 * 5 + 5 * 3) / (4.0 * 5 + 5 * 10 + 10 * 3), within(1e-15));
    }

    @Test
    void leavesOneNodeOfALayerThatIsAllClosed() {
        // Given: node 10 is removed already
        Layers layers = TestRun.plan(TestRun.settings("test")).architecture().layers();
        Mask present = Mask.allOpen(TestRun.NODES).with(new int[] {10}, new int[0]);
        Mask wanted = present.with(IntStream.range(11, 20).toArray(), new int[0]);

        // When
        Mask remaining = PruningRule.leavingOne(layers, wanted, present);

        // Then
        assertThat(remaining).isEqualTo(wanted.with(new int[0], new int[] {11}));
        assertThat(PruningRule.leavingOne(layers, present, present)).isEqualTo(present);
    }

    @Test
    void removesNothingShortlyBeforeTheEnd() {
        // Given: T = 1000, a saving of 0.0824: from step 758 on fewer than 20 steps are saved
        TestRun run = TestRun.closedAtTwenty(0.05, true);

        // When
        run.stepTo(49);

        // Then
        assertThat(remaining(run, 757)).isPresent();
        assertThat(remaining(run, 758)).isEmpty();
    }

    private static Optional<Mask> remaining(TestRun run, long step) {
        return PruningRule.remaining(run.state, NodeTable.gather(run.state, run), b -> false, step);
    }

    @Test
    void removesClosedNodesWhereTheProbeSaysNothing() {
        // Given
        TestRun run = TestRun.closedAtTwenty(0.05, true);

        // When
        run.eigenResidual = 1;

        // Then
        assertThat(prunes(run.stepTo(50))).isTrue();
    }

    @Test
    void opensNothingThatWasRemoved() {
        // Given
        TestRun run = TestRun.closedAtTwenty(0.05, true);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.gates[3] = 1;

        // When
        run.stepTo(51);
        run.restart();

        // Then
        assertThat(run.state.masks().masks().present().isOpen(3)).isFalse();
        for (long step = 60; step <= 200; step += 10) {
            assertThat(run.stepTo(step).flatMap(MaskDecision::change)).isEmpty();
        }
    }

    @Test
    void forgetsWhatRemovedNodesDid() {
        // Given
        TestRun run = TestRun.closedAtTwenty(0.05, true);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.columns.tau()[3] = 0;
        double before = run.get(0).tau(3);

        // When
        run.step(51);

        // Then
        assertThat(before).isPositive();
        assertThat(run.get(0).tau(3)).isZero();
        assertThat(run.get(0).tau(4)).isPositive();
    }

    @Test
    void takesARefusedRemovalBackAndAsksForNoOther() {
        // Given
        TestRun run = TestRun.closedAtTwenty(0.05, true);
        Change pruning = run.stepTo(50).flatMap(MaskDecision::change).orElseThrow();

        // When
        run.reject(pruning.version());
        run.gates[3] = 1;
        Change opened = run.stepTo(60).flatMap(MaskDecision::change).orElseThrow();

        // Then
        assertThat(opened.opened()).containsExactly(3);
        assertThat(opened.version()).isEqualTo(pruning.version() + 1);
        assertThat(run.state.pruningDisabled()).isTrue();
    }

    @Test
    void doublesWhatTheNextMustSaveWhereItMadeStepsNoFaster() {
        // Given
        TestRun run = TestRun.closedAtTwenty(0.01, false);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.stepTo(51);

        // When: told twice, as after a resume
        assertThat(run.pruned(run.version, 1.5, 1.5)).isTrue();
        assertThat(run.pruned(run.version, 1.5, 1.5)).isTrue();

        // Then: of a twentieth, where less was asked for; one node does not save as much, many do
        assertThat(run.state.leastSaving()).isEqualTo(0.1);
        run.gates[5] = 0;
        assertThat(prunings(run, 60, 110)).isZero();
        Arrays.fill(run.gates, 5, 10, 0);
        assertThat(prunings(run, 120, 300)).isPositive();
    }

    @Test
    void isNotTheLastWhereItPaidOrWasNotMeasured() {
        // Given
        TestRun run = TestRun.closedAtTwenty(0.01, false);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.stepTo(51);

        // When
        assertThat(run.pruned(run.version, 1.5, 1.25)).isTrue();
        assertThat(run.pruned(run.version, Double.NaN, 1.25)).isTrue();

        // Then
        run.gates[5] = 0;
        assertThat(prunings(run, 60, 200)).isEqualTo(1);
    }

    @Test
    void asksNoClockWhereTheTrainerWaitsForDecisions() {
        // Given
        TestRun run = TestRun.closedAtTwenty(0.01, true);
        run.takeOver(run.stepTo(50).orElseThrow());
        run.stepTo(51);

        // When
        run.pruned(run.version, 1.5, 3);

        // Then
        run.gates[5] = 0;
        assertThat(prunings(run, 60, 200)).isEqualTo(1);
    }

    @Test
    void knowsNoMeasurementOfAVersionThatWasNeverAnnounced() {
        assertThat(TestRun.closedAtTwenty(0.05, false).pruned(7, 1, 2)).isFalse();
        assertThat(TestRun.closedAtTwenty(0.05, false).pruned(0, 1, 2)).isFalse();
    }

    /** Wishes change at random, now and then the loss jumps so that a change is rolled back. */
    @Property(tries = 200)
    void neverTouchesARemovedNodeAndAlwaysPays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int calm) {
        Random random = new Random(seed);
        TestRun run = new TestRun(TestRun.pruning("test", calm, 0.1));
        int[] closedAt = new int[TestRun.NODES];
        int decisions = 0;
        for (long step = 10; step <= 600; step += 10) {
            // Given
            decisions++;
            if (random.nextInt(6) == 0) {
                run.gates[random.nextInt(TestRun.NODES)] = random.nextInt(2);
            }
            run.loss = random.nextInt(20) == 0 ? 3 : 1;
            Mask present = run.state.masks().masks().present();
            Architecture network = run.state.plan().architecture();

            // When
            Optional<Change> change = run.stepTo(step).flatMap(MaskDecision::change);

            // Then
            if (prunesIn(change)) {
                Mask remaining = change.orElseThrow().remaining().orElseThrow();
                for (int b = 0; b < TestRun.NODES; b++) {
                    boolean removed = present.isOpen(b) && !remaining.isOpen(b);
                    assertThat(!removed || decisions - closedAt[b] >= calm).isTrue();
                }
                assertThat(PruningRule.saving(network, present, remaining)).isGreaterThanOrEqualTo(0.1);
            }
            change.ifPresent(c -> assertThat(Arrays.stream(c.opened()))
                    .allMatch(run.state.masks().masks().present()::isOpen));
            for (int b : change.map(Change::closed).orElse(new int[0])) {
                closedAt[b] = decisions;
            }
            change.ifPresent(c -> run.version = c.version());
        }
    }

    private static boolean prunesIn(Optional<Change> change) {
        return change.map(Change::pruning).orElse(false);
    }

    /** Steps on, follows every change, and counts the prunings. */
    private static int prunings(TestRun run, long from, long to) {
        int count = 0;
        for (long step = from; step <= to; step += 10) {
            Optional<Change> change = run.stepTo(step).flatMap(MaskDecision::change);
            count += prunesIn(change) ? 1 : 0;
            change.ifPresent(c -> run.version = c.version());
        }
        return count;
    }
}
