package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.v1.AveragedScores;
import io.plumbline.protocol.v1.EvaluationEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AverageMetersTest {

    private final Desk desk = new Desk();
    private final Events events = new Events("r1");

    @BeforeEach
    void begin() {
        desk.hand(desk.topics.runs(), "r1", events.manifest());
    }

    @Test
    void showWhatTheLatestEvaluationFoundWithAveragedWeights() {
        // When
        desk.hand(desk.topics.evaluations(), "r1", averaged(0.25, 0.5));

        // Then
        RunView view = desk.view("r1");
        assertThat(AverageMeters.OF_RUNS)
                .extracting(meter -> meter.value().applyAsDouble(view))
                .containsExactly(0.25, 0.5, 0.125, 0.1875);
        assertThat(AverageMeters.OF_RUNS)
                .allMatch(meter -> meter.name().startsWith("plumbline_averaged_")
                        && meter.help().endsWith("."));
        assertThat(RunFoldTest.value("plumbline_test_loss_nats", view)).isEqualTo(0.75);
    }

    @Test
    void areMissingWhereNoAverageIsKeptOrThereIsNoTestPart() {
        // When
        desk.hand(desk.topics.evaluations(), "r1", events.evaluation(100, 0.5, 0.75));

        // Then
        assertThat(AverageMeters.OF_RUNS)
                .extracting(meter -> meter.value().applyAsDouble(desk.view("r1")))
                .containsOnly(Double.NaN);

        // And
        desk.hand(desk.topics.evaluations(), "r1", averaged(0.25, Double.NaN));
        assertThat(AverageMeters.OF_RUNS)
                .extracting(meter -> meter.value().applyAsDouble(desk.view("r1")))
                .containsExactly(0.25, Double.NaN, 0.125, Double.NaN);
    }

    @Test
    void areNotMadeOfWhatIsNoLoss() {
        assertThatThrownBy(() -> RunFold.of(averaged(Double.POSITIVE_INFINITY, 0.5), 0))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("averaged training loss");
        assertThatThrownBy(() -> RunFold.of(averaged(0.25, Double.NEGATIVE_INFINITY), 0))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("averaged test loss");
    }

    private EvaluationEvent averaged(double trainingLoss, double testLoss) {
        EvaluationEvent.Builder event = events.evaluation(200, 0.5, 0.75).toBuilder();
        event.getEvaluationBuilder()
                .setAveraged(AveragedScores.newBuilder()
                        .setTrainingLoss(trainingLoss)
                        .setTrainingError(0.125)
                        .setTestLoss(testLoss)
                        .setTestError(0.1875));
        return event.build();
    }
}
