package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.RunDiverged;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFailed;
import io.plumbline.protocol.v1.RunStopped;
import io.plumbline.report.runlog.Outcome;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.SyntheticRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTextTest {

    private final RunHistory stopped = SyntheticRun.stopped("r");

    @Test
    void saysWhichStepARunCameToAndWhy() {
        assertThat(line(stopped)).isEqualTo("stopped after step 970 of 1,000: told by SIGINT");
        assertThat(line(SyntheticRun.dense("d"))).isEqualTo("finished after step 1,000 of 1,000");
        assertThat(line(ending(RunEvent.newBuilder()
                        .setFailed(RunFailed.newBuilder().setStep(7).setReason("no memory")))))
                .isEqualTo("failed after step 7 of 1,000: no memory");
        assertThat(line(ending(RunEvent.newBuilder()
                        .setDiverged(RunDiverged.newBuilder().setStep(7).setLoss(Double.NaN)))))
                .isEqualTo(
                        "diverged after step 7 of 1,000: the loss or a gradient was no longer finite, the last loss was –");
    }

    @Test
    void saysOnceThatARunWasStopped() {
        RunHistory byTrainer = ending(RunEvent.newBuilder()
                .setStopped(RunStopped.newBuilder().setStep(7).setReason("stopped after step 7 of 1000")));

        assertThat(line(byTrainer)).isEqualTo("stopped after step 7 of 1,000");
    }

    @Test
    void knowsNoEndWhereTheLogHasNone() {
        // Given
        RunHistory going = new RunHistory(
                stopped.manifest(),
                stopped.evaluations(),
                stopped.progress(),
                stopped.conditions(),
                stopped.decisions(),
                stopped.acks(),
                stopped.prunings(),
                Optional.empty());

        // Then
        assertThat(Outcome.of(going))
                .isEqualTo(new Outcome("running", 950, 1_000, "", Double.NaN))
                .extracting(OutcomeText::line)
                .isEqualTo("no end in the log, step 950 of 1,000 so far: it is running, or was killed");
    }

    @Test
    void standsInTablePageAndJson() {
        // When
        Table table = SummaryTable.of(List.of(stopped));

        // Then
        assertThat(table.rows())
                .contains(
                        new Table.Row("outcome", List.of("stopped")), new Table.Row("steps", List.of("970 of 1,000")));
        assertThat(table.notes()).contains("greedy-kappa: stopped after step 970 of 1,000: told by SIGINT.");
        assertThat(ReportPage.of(List.of(stopped)))
                .contains(
                        "<li class=\"unfinished\">greedy-kappa: stopped after step 970 of 1,000: told by SIGINT</li>");
        assertThat(SummaryJson.of(stopped).toString())
                .contains("\"outcome\":\"stopped\",\"reason\":\"told by SIGINT\",\"steps\":970,\"planned_steps\":1000");
    }

    @Test
    void tellsRunsOfOnePolicyApartByTheirIds() {
        assertThat(SummaryTable.of(List.of(stopped, SyntheticRun.gated("other")))
                        .columns())
                .containsExactly("r", "other");
    }

    private static String line(RunHistory history) {
        return OutcomeText.line(Outcome.of(history));
    }

    private RunHistory ending(RunEvent.Builder end) {
        return new RunHistory(
                stopped.manifest(),
                stopped.evaluations(),
                stopped.progress(),
                stopped.conditions(),
                stopped.decisions(),
                stopped.acks(),
                stopped.prunings(),
                Optional.of(end.build()));
    }
}
