package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.conditioning.LayerCondition;
import io.plumbline.core.gating.ConditionReport;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.RangeCondition;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ConditionCodecTest {

    @Property(tries = 300)
    void everyNumberOfAConditionComesBack(@ForAll long seed) throws Exception {
        // Given
        ConditionReport report = new RandomValues(seed).condition();
        // When
        Condition read = Condition.parseFrom(
                ConditionCodec.write(Examples.RUN, 2, report).toByteArray());
        // Then
        assertThat(read.getRun()).isEqualTo(Examples.RUN);
        assertThat(read.getAttempt()).isEqualTo(2);
        assertThat(read.getStep()).isEqualTo(report.step());
        assertThat(read.getMaskVersion()).isEqualTo(report.maskVersion());
        assertThat(read.getViolations()).isEqualTo(report.violations());
        assertThat(numbers(read)).isEqualTo(numbers(report));
        assertThat(ConditionCodec.layers(read)).isEqualTo(report.layers());
        assertThat(read.getRangesList())
                .extracting(RangeCondition::getKappa)
                .containsExactlyElementsOf(
                        report.layers().stream().map(LayerCondition::kappa).toList());
    }

    /** As lists: their NaN equals itself. */
    private static List<Double> numbers(Condition read) {
        return List.of(
                read.getLoss(),
                read.getLambda(),
                read.getMuPl(),
                read.getMuR(),
                read.getKappa(),
                read.getEigenResidual(),
                read.getContraction(),
                read.getPredictedGap(),
                read.getMeasuredGap(),
                read.getStability(),
                read.getExampleGradient());
    }

    private static List<Double> numbers(ConditionReport report) {
        return List.of(
                report.whole().loss(),
                report.whole().lambda(),
                report.whole().muPl(),
                report.whole().muR(),
                report.whole().kappa(),
                report.eigenResidual(),
                report.contraction(),
                report.predictedGap(),
                report.measuredGap(),
                report.stability(),
                report.exampleGradient());
    }
}
