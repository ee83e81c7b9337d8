package io.plumbline.core.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GeneralizationGapTest {

    @Test
    void isTestMinusTraining() {
        GeneralizationGap gap =
                GeneralizationGap.between(new Evaluation(100, 3, 0.1, 0.02), new Evaluation(100, 3, 0.25, 0.05));

        assertThat(gap.loss()).isCloseTo(0.15, within(1e-15));
        assertThat(gap.error()).isCloseTo(0.03, within(1e-15));
        assertThat(gap.step()).isEqualTo(100);
    }

    @Test
    void isUnknownWithoutATestPart() {
        GeneralizationGap gap = GeneralizationGap.between(
                new Evaluation(100, 3, 0.1, 0.02), new Evaluation(100, 3, Double.NaN, Double.NaN));

        assertThat(gap.loss()).isNaN();
        assertThat(gap.error()).isNaN();
    }

    @Test
    void refusesEvaluationsOfDifferentWeightsOrMasks() {
        Evaluation training = new Evaluation(100, 3, 0.1, 0.02);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneralizationGap.between(training, new Evaluation(120, 3, 0.1, 0.02)))
                .withMessage(
                        "a generalization gap needs one step and mask, got step 100 version 3 and step 120 version 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneralizationGap.between(training, new Evaluation(100, 4, 0.1, 0.02)));
    }

    @Test
    void refusesAnErrorThatIsNoShare() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evaluation(1, 0, 0.1, 1.1))
                .withMessage("error must be in [0, 1], was 1.1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Evaluation(-1, 0, 0.1, 0.1));
    }

    @Test
    void addsBothTermsOfTheStabilityCoefficient() {
        // 2·9/(0.5·99) + 2·3·0.2/0.5
        assertThat(StabilityIndicator.of(9, 0.04, 0.5, 100)).isCloseTo(18 / 49.5 + 2.4, within(1e-12));
    }

    @Test
    void indicatesNothingInTheCorners() {
        assertThat(StabilityIndicator.of(-1, 0.04, 0.5, 100)).isZero();
        assertThat(StabilityIndicator.of(9, 0.04, 0, 100)).isInfinite();
        assertThat(StabilityIndicator.of(9, 0.04, Double.NaN, 100)).isNaN();
        assertThat(StabilityIndicator.of(Double.NaN, 0.04, 1, 100)).isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> StabilityIndicator.of(9, 0.04, 0.5, 1));
    }
}
