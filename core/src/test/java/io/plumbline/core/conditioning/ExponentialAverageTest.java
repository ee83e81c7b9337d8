package io.plumbline.core.conditioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialAverageTest {

    @Property
    void isTheWeightedMeanOfItsDefinition(
            @ForAll @DoubleRange(max = 0.99) double decay,
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = -1e3, max = 1e3) Double> values) {
        double above = 0;
        double below = 0;
        for (int j = 0; j < values.size(); j++) {
            double weight = Math.pow(decay, values.size() - 1 - j);
            above += weight * values.get(j);
            below += weight;
        }

        ExponentialAverage average = averageOf(decay, values);

        assertThat(average.mean()).isCloseTo(above / below, within(1e-9));
    }

    @Property
    void combinesAWholeOfItsParts(
            @ForAll @DoubleRange(max = 0.99) double decay,
            @ForAll @Size(max = 20) List<@DoubleRange(min = -1e3, max = 1e3) Double> values,
            @ForAll @DoubleRange(max = 1) double cut) {
        int split = (int) (cut * values.size());

        ExponentialAverage whole = averageOf(decay, values);
        ExponentialAverage combined = averageOf(decay, values.subList(0, split))
                .combine(averageOf(decay, values.subList(split, values.size())));

        assertThat(combined.sum()).isCloseTo(whole.sum(), within(1e-8));
        assertThat(combined.weight()).isCloseTo(whole.weight(), within(1e-8));
    }

    @Property
    void scalesWithItsValues(
            @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -1e3, max = 1e3) Double> values,
            @ForAll @DoubleRange(min = -10, max = 10) double factor) {
        List<Double> scaled = values.stream().map(x -> factor * x).toList();

        assertThat(averageOf(0.9, scaled).mean())
                .isCloseTo(factor * averageOf(0.9, values).mean(), within(1e-8));
    }

    @Test
    void isUnbiasedFromTheFirstValue() {
        ExponentialAverage average = ExponentialAverage.empty(0.95).plus(3);

        assertThat(average.mean()).isEqualTo(3);
        assertThat(average.effectiveCount()).isEqualTo(1);
    }

    @Test
    void keepsOnlyTheLastValueWithoutMemory() {
        assertThat(ExponentialAverage.empty(0).plus(3).plus(8).mean()).isEqualTo(8);
    }

    @Test
    void countsWhatItsWeightsAreWorth() {
        ExponentialAverage average = ExponentialAverage.empty(0.95);
        for (int i = 0; i < 2000; i++) {
            average = average.plus(1);
        }

        assertThat(average.effectiveCount()).isCloseTo(1.95 / 0.05, within(1e-9));
    }

    @Test
    void knowsNothingBeforeTheFirstValue() {
        ExponentialAverage average = ExponentialAverage.empty(0.5);

        assertThat(average.isEmpty()).isTrue();
        assertThat(average.mean()).isNaN();
        assertThat(average.effectiveCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatWouldSpoilEveryLaterMean(double x) {
        ExponentialAverage average = ExponentialAverage.empty(0.5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> average.plus(x))
                .withMessage("a value to average must be finite, was " + x);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void refusesADecayOutOfRange(double decay) {
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentialAverage.empty(decay));
    }

    @Test
    void refusesToCombineDifferentDecays() {
        ExponentialAverage average = ExponentialAverage.empty(0.5);

        assertThatIllegalArgumentException().isThrownBy(() -> average.combine(ExponentialAverage.empty(0.6)));
    }

    private static ExponentialAverage averageOf(double decay, List<Double> values) {
        ExponentialAverage average = ExponentialAverage.empty(decay);
        for (double x : values) {
            average = average.plus(x);
        }
        return average;
    }
}
