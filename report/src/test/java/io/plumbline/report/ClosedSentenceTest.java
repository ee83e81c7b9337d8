package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.CapacityReport;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.NoChange;
import io.plumbline.report.runlog.RecordedDecision;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.RunSummary;
import io.plumbline.report.runlog.SyntheticRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much was closed, and why not more, as people read it. */
class ClosedSentenceTest {

    /** Three of twelve nodes closed, and one more decision. */
    private static Optional<String> after(MaskChange last) {
        RunHistory gated = SyntheticRun.gated("digits-7");
        List<RecordedDecision> decisions = new ArrayList<>(gated.decisions());
        decisions.add(new RecordedDecision(last, 17));
        RunHistory history = new RunHistory(
                gated.manifest(),
                gated.evaluations(),
                gated.progress(),
                gated.conditions(),
                decisions,
                gated.acks(),
                gated.prunings(),
                gated.ending());
        return ClosedSentence.of(history, RunSummary.of(history));
    }

    private static MaskChange.Builder nothing(String reason) {
        return MaskChange.newBuilder()
                .setStep(1000)
                .setNone(NoChange.newBuilder().setReason(reason));
    }

    @Test
    void saysWhereTheFloorCameFromAndWhatItHeldBack() {
        CapacityReport.Builder capacity = CapacityReport.newBuilder()
                .setFloor(14_700.2)
                .setPerNat(5)
                .setExamples(2_000)
                .setLoss(1.47)
                .setCapacity(14_720)
                .setHeldBack(12);

        assertThat(after(nothing("nothing-to-change").setCapacity(capacity).build()))
                .hasValue(
                        "3 of 12 nodes closed; the capacity floor, 14,700 weights for 2,000 examples at 1.47 nats, held 12"
                                + " back.");
    }

    @Test
    void saysOnlyTheWeightsWhereTheFloorWasGiven() {
        CapacityReport.Builder capacity =
                CapacityReport.newBuilder().setFloor(5_000).setLoss(Double.NaN).setHeldBack(3);

        assertThat(after(nothing("nothing-to-change").setCapacity(capacity).build()))
                .hasValue("3 of 12 nodes closed; the capacity floor, 5,000 weights, held 3 back.");
    }

    @ParameterizedTest
    @CsvSource({"fine-tuning, trained before", "loss-unknown, cross-entropy", "capacity-unknown, training examples"})
    void saysWhyNothingWasClosed(String reason, String why) {
        assertThat(after(nothing(reason).build()).orElseThrow())
                .startsWith("nothing was closed: ")
                .contains(why)
                .contains("gate.capacity-weights gives it");
    }

    @Test
    void saysNothingOfASchedule() {
        assertThat(after(nothing("warm-up").build())).isEmpty();
    }
}
