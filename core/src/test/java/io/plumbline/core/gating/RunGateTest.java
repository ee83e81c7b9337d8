package io.plumbline.core.gating;

import static io.plumbline.core.gating.Decisions.assertNoChange;
import static io.plumbline.core.gating.Decisions.change;
import static io.plumbline.core.gating.NoChangeReason.CHANGE_IN_FLIGHT;
import static io.plumbline.core.gating.NoChangeReason.DENSE;
import static io.plumbline.core.gating.NoChangeReason.EIGEN_RESIDUAL;
import static io.plumbline.core.gating.NoChangeReason.FEW_PROBES;
import static io.plumbline.core.gating.NoChangeReason.LOSS_NOT_FINITE;
import static io.plumbline.core.gating.NoChangeReason.NOTHING_TO_CHANGE;
import static io.plumbline.core.gating.NoChangeReason.STATISTICS_MISSING;
import static io.plumbline.core.gating.NoChangeReason.UNDER_OBSERVATION;
import static io.plumbline.core.gating.NoChangeReason.WARM_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunGateTest {

    private TestRun run = new TestRun();

    @Test
    void decidesAtDecisionStepsOnly() {
        assertThat(run.stepTo(9)).isEmpty();
        assertThat(run.stepTo(10)).isPresent();
        assertThat(run.stepTo(11)).isEmpty();
    }

    @Test
    void changesNothingBeforeTheWarmUpEnds() {
        // Given: t_0 = 20
        run.gates[3] = 0;

        // Then
        assertNoChange(run.stepTo(10)).isEqualTo(WARM_UP);
        assertThat(change(run.stepTo(20)).closed()).containsExactly(3);
    }

    @Test
    void saysWhatItChangesAndWhy() {
        // Given
        run.gates[3] = 0.1;

        // When
        Change change = change(run.stepTo(20));

        // Then
        assertThat(change.version()).isEqualTo(1);
        assertThat(change.versionInForce()).isZero();
        assertThat(change.rollback()).isFalse();
        assertThat(change.mask().isOpen(3)).isFalse();
        assertThat(change.mask().openCount()).isEqualTo(19);
        // 4 → 10 → 10 → 3: of 170 weights the 14 of a node are gone.
        assertThat(change.density()).isEqualTo(156.0 / 170, within(1e-15));
        assertThat(change.budgetLeft()).isEqualTo(1);
        assertThat(change.condition().lambda()).isEqualTo(2, within(1e-14));
        assertThat(change.condition().kappa()).isEqualTo(2 / (1.5 / 2), within(1e-14));
        NodeReason why = change.reasons().get(0);
        assertThat(why.gate()).isEqualTo(0.1);
        assertThat(why.rank()).isEqualTo(1);
        assertThat(why.shareMu()).isEqualTo(0.05 / 1.5, within(1e-9));
        assertThat(why.shareLambda()).isEqualTo(0.03 / 4, within(1e-9));
        assertThat(why.kappa()).isEqualTo((why.shareLambda() + 5e-5) / (why.shareMu() + 5e-5), within(1e-14));
        // γ = 0.003 is not told from 0 by so few examples: what is left is ½τ.
        assertThat(change.predictedLossChange()).isEqualTo(0.5 * 0.04, within(1e-9));
    }

    @Test
    void waitsUntilTheChangeInFlightIsInForce() {
        // Given
        run.gates[3] = 0;
        run.stepTo(20);

        // Then
        assertNoChange(run.stepTo(30)).isEqualTo(CHANGE_IN_FLIGHT);
        assertThat(run.state.versionInForce()).isZero();
    }

    @Test
    void learnsFromTheStatisticsThatAChangeIsInForce() {
        // Given
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());

        // When
        run.step(21);

        // Then
        assertThat(run.state.versionInForce()).isEqualTo(1);
        assertThat(run.state.openNodes()).isEqualTo(19);
        assertThat(run.get(0).changedAt(3)).isEqualTo(2);
    }

    @Test
    void decidesNothingBeforeTwoProbesUnderTheMask() {
        // Given: probes at 25 and 30, of which only the one at 30 is under the new mask
        run.gates[3] = 0;
        MaskDecision change = run.stepTo(20).orElseThrow();
        run.stepTo(25);
        run.takeOver(change);

        // Then: the watch over the change ends at 36
        assertNoChange(run.stepTo(30)).isEqualTo(UNDER_OBSERVATION);
        assertNoChange(run.stepTo(40)).isEqualTo(NOTHING_TO_CHANGE);
    }

    @Test
    void wantsTwoProbesEvenWhereNothingIsOnWatch() {
        // Given: probes at 5 and 10, then no probe of this mask is complete
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());
        run.stepTo(24);
        skipProbes(25, 39);

        // Then
        assertNoChange(run.stepTo(40)).isEqualTo(FEW_PROBES);
    }

    @Test
    void wantsAsManyProbesAsTheSettingsSay() {
        // Given: probes at 5, 10, 15 and 20, then at 25 and 30
        TestRun patient = new TestRun(TestRun.settings("test").with("min-probes", 5));
        patient.gates[3] = 0;

        // When
        Optional<MaskDecision> early = patient.stepTo(20);
        Optional<MaskDecision> late = patient.stepTo(30);

        // Then
        assertNoChange(early).isEqualTo(FEW_PROBES);
        assertThat(late.flatMap(MaskDecision::change)).isPresent();
    }

    private void skipProbes(long from, long to) {
        for (long step = from; step <= to; step++) {
            if (step % 5 != 0) {
                run.step(step);
            }
        }
    }

    @Test
    void doesNotTrustADirectionThatIsNoEigenvector() {
        // Given
        run.gates[3] = 0;
        run.eigenResidual = 0.11;

        // Then
        assertNoChange(run.stepTo(20)).isEqualTo(EIGEN_RESIDUAL);
        run.eigenResidual = Double.NaN;
        assertNoChange(run.stepTo(30)).isEqualTo(EIGEN_RESIDUAL);
        run.eigenResidual = 0.1;
        assertThat(run.stepTo(40).flatMap(MaskDecision::change)).isPresent();
    }

    @Test
    void leavesTheDensePolicyDense() {
        // Given
        run = new TestRun(TestRun.settings("dense"));
        run.gates[3] = 0;

        // Then
        assertNoChange(run.stepTo(20)).isEqualTo(DENSE);
    }

    @Test
    void changesNothingWhileTheLossIsNotFinite() {
        // Given
        run.gates[3] = 0;
        run.stepTo(19);
        run.loss = Double.NaN;
        run.columns.gamma()[0] = Float.NaN;

        // When
        StepReport diverging = run.report(20);

        // Then
        assertThat(run.gate.valid(diverging, run.columns)).isTrue();
        assertNoChange(run.stepTo(20)).isEqualTo(LOSS_NOT_FINITE);
        assertThat(run.get(0).gamma(0)).as("averages keep out what diverges").isZero();
    }

    @Test
    void decidesSkippedStepsAsMissingOnceEach() {
        // Given
        run.stepTo(9);

        // When
        long[] overdue = run.gate.overdue(35).toArray();

        // Then
        assertThat(overdue).containsExactly(10, 20, 30);
        for (long step : overdue) {
            MaskDecision decision = run.gate.decide(step);
            assertNoChange(Optional.of(decision)).isEqualTo(STATISTICS_MISSING);
            run.gate.apply(decision);
        }
        assertThat(run.gate.overdue(35)).isEmpty();
        run.gate.observe(run.report(35), run.columns);
        assertThat(run.gate.overdue(36)).isEmpty();
    }

    @Test
    void decidesAnInvalidStepAsMissing() {
        // Given
        run.stepTo(19);

        // When
        run.gate.markInvalid(run.report(20));

        // Then
        assertThat(run.gate.due()).isTrue();
        assertThat(run.state.cursor.complete()).isFalse();
        assertNoChange(Optional.of(run.gate.decide(20))).isEqualTo(STATISTICS_MISSING);
    }

    @Test
    void neverUsesTheNumberOfARejectedVersionAgain() {
        // Given
        run.gates[3] = 0;
        run.stepTo(20);

        // When
        boolean known = run.reject(1);

        // Then
        assertThat(known).isTrue();
        assertThat(run.reject(1)).isFalse();
        assertThat(change(run.stepTo(30)).version()).isEqualTo(2);
        assertThat(run.state.openNodes()).isEqualTo(20);
        run.version = 1;
        assertThat(run.refusal(run.report(31))).contains(Refusal.UNKNOWN_VERSION);
    }

    @Test
    void decidesWithoutChangingAnything() {
        // Given
        run.gates[3] = 0;
        run.stepTo(19);
        run.gate.observe(run.report(20), run.columns);
        byte[] before = run.state.toBytes();

        // When
        MaskDecision once = run.gate.decide(20);
        MaskDecision twice = run.gate.decide(20);

        // Then
        assertThat(once).isEqualTo(twice);
        assertThat(run.state.toBytes()).isEqualTo(before);
    }

    @Test
    void appliesADecisionOnce() {
        // Given
        run.stepTo(9);
        run.gate.observe(run.report(10), run.columns);
        MaskDecision decision = run.gate.decide(10);
        run.gate.apply(decision);

        // Then
        assertThatThrownBy(() -> run.gate.apply(decision)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void reportsTheConditionOfEveryCompleteProbe() {
        // Given
        run.stepTo(4);

        // When
        Optional<ConditionReport> report = run.gate.observe(run.report(5), run.columns);

        // Then
        assertThat(run.gate.observe(run.report(6), run.columns)).isEmpty();
        ConditionReport condition = report.orElseThrow();
        assertThat(condition.whole().kappa()).isEqualTo(2 / 0.75, within(1e-14));
        assertThat(condition.contraction()).isEqualTo(1 - 0.005, within(1e-14));
        assertThat(condition.predictedGap()).isEqualTo(Math.pow(0.995, 5), within(1e-12));
        assertThat(condition.measuredGap()).isEqualTo(1, within(1e-14));
        assertThat(condition.exampleGradient()).isEqualTo(3, within(1e-14));
        assertThat(condition.layers()).extracting("layer").containsExactly("dense-1", "dense-2", "ungated");
        assertThat(condition.layers().get(2).muPl()).isEqualTo(0.75 * 0.5 / 1.5, within(1e-14));
    }
}
