package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Engines that cannot measure a number say NaN: it is left out, and harms nothing else. */
class NotMeasuredTest {

    private final TestRun run = new TestRun();

    @Test
    void averagesTheExampleGradientOverTheStepsThatMeasuredIt() {
        // Given
        run.stepTo(2);
        run.exampleGradient = Double.NaN;
        run.stepTo(4);

        // When
        Optional<ConditionReport> report = run.gate.observe(run.report(5), run.columns);

        // Then
        assertThat(report.orElseThrow().exampleGradient()).isEqualTo(3, within(1e-14));
        assertThat(report.orElseThrow().stability()).isFinite();
    }

    @Test
    void saysNothingOfStabilityWhereTheExampleGradientIsNeverMeasured() {
        // Given
        run.exampleGradient = Double.NaN;
        run.stepTo(4);

        // When
        Optional<ConditionReport> report = run.gate.observe(run.report(5), run.columns);

        // Then
        assertThat(report.orElseThrow().exampleGradient()).isNaN();
        assertThat(report.orElseThrow().stability()).isNaN();
        assertThat(report.orElseThrow().whole().kappa()).isEqualTo(2 / 0.75, within(1e-14));
    }

    @Test
    void estimatesTheConditionWithoutTheResidual() {
        // Given
        run.residual = Double.NaN;
        run.stepTo(4);

        // When
        Optional<ConditionReport> report = run.gate.observe(run.report(5), run.columns);

        // Then
        assertThat(report.orElseThrow().whole().muR()).isNaN();
        assertThat(report.orElseThrow().whole().kappa()).isEqualTo(2 / 0.75, within(1e-14));
    }

    @Test
    void averagesTheResidualOverTheProbesThatMeasuredIt() {
        // Given
        run.stepTo(5);
        run.residual = Double.NaN;

        // When
        run.stepTo(10);

        // Then
        assertThat(run.state.probes.average().residual()).isEqualTo(0.5, within(1e-14));
        assertThat(run.state.probes.countUnder(0)).isEqualTo(2);
    }

    @Test
    void saysTheGateCurvatureOfWhatChangesWhereItIsMeasured() {
        // Given
        TestRun measured = new TestRun();
        Arrays.fill(measured.columns.gateCurvature(), 0.25f);

        // When
        List<MaskDecision> with = decisions(measured);
        List<MaskDecision> without = decisions(run);

        // Then
        assertThat(gateCurvatures(with)).isNotEmpty().containsOnly(0.25);
        assertThat(gateCurvatures(without)).hasSameSizeAs(gateCurvatures(with)).containsOnly(Double.NaN);
    }

    private static List<Double> gateCurvatures(List<MaskDecision> decisions) {
        return decisions.stream()
                .flatMap(decision -> decision.change().stream())
                .map(Change.class::cast)
                .flatMap(change -> change.reasons().stream())
                .map(NodeReason::gateCurvature)
                .toList();
    }

    @Test
    void decidesTheSameWhetherTheyAreMeasuredOrNot() {
        // Given
        TestRun silent = new TestRun();
        silent.exampleGradient = Double.NaN;
        silent.residual = Double.NaN;

        // When
        List<MaskDecision> measured = decisions(run);
        List<MaskDecision> unmeasured = decisions(silent);

        // Then
        assertThat(measured.stream().flatMap(decision -> decision.change().stream()))
                .isNotEmpty();
        assertThat(unmeasured.stream().map(NotMeasuredTest::choice))
                .containsExactlyElementsOf(
                        measured.stream().map(NotMeasuredTest::choice).toList());
    }

    private static List<MaskDecision> decisions(TestRun run) {
        run.gates[3] = 0;
        run.gates[14] = 0.2;
        List<MaskDecision> decisions = new ArrayList<>();
        for (long step = 1; step <= 100; step++) {
            run.step(step).ifPresent(decision -> {
                decisions.add(decision);
                decision.change().ifPresent(change -> run.version = change.version());
            });
        }
        return decisions;
    }

    /** Everything of a decision but the condition that it mentions, of which the residual is a part. */
    private static String choice(MaskDecision decision) {
        return decision.step() + " "
                + decision.change()
                        .filter(Change.class::isInstance)
                        .map(Change.class::cast)
                        .map(change -> change.version() + " " + change.reasons() + " " + change.predictedLossChange())
                        .orElse("none");
    }
}
