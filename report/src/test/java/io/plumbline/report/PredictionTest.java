package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.SyntheticRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From step 300 on every step of the made-up run breaks what the prediction rests on. */
class PredictionTest {

    @Test
    void endsAtItsFirstViolation() {
        // When
        JsonNode predicted = Series.of(List.of(SyntheticRun.dense("r"))).get(0).at("/conditions/predicted");

        // Then: NaN at step 50, sound at 100 to 300, broken from 350 on
        assertThat(predicted).extracting(JsonNode::isNull).startsWith(true, false, false, false, false, false, true);
        assertThat(predicted)
                .extracting(JsonNode::isNull)
                .endsWith(true)
                .filteredOn(isNull -> !isNull)
                .hasSize(5);
    }

    @Test
    void saysHowManyStepsBrokeIt() {
        assertThat(Prediction.of(SyntheticRun.dense("r")).sentence())
                .isEqualTo(
                        "700 steps of 1,000 broke the prediction, the first between steps 300 and 350; there it ends");
        assertThat(ReportPage.of(List.of(SyntheticRun.dense("r")))).contains("700 steps of 1,000 broke");
        assertThat(SummaryJson.of(SyntheticRun.dense("r"))
                        .path("convergence_violations")
                        .asInt())
                .isEqualTo(700);
    }

    @Test
    void saysNothingOfARunWithoutProbes() {
        // Given
        RunHistory run = SyntheticRun.dense("r");
        RunHistory unprobed = new RunHistory(
                run.manifest(),
                run.evaluations(),
                run.progress(),
                List.of(),
                run.decisions(),
                run.acks(),
                run.prunings(),
                run.ending());

        // Then
        assertThat(Prediction.of(unprobed).sentence()).isEmpty();
    }
}
