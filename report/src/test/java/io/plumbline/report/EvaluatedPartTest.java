package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.SyntheticRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatedPartTest {

    private static final RunHistory OF_TEST = SyntheticRun.dense("a");
    private static final RunHistory OF_VALIDATION = validated(SyntheticRun.gated("b"));

    @Test
    void isTheTestPartWhereNothingIsSaid() {
        assertThat(labels(List.of(OF_TEST))).contains("test loss", "generalization gap, test − training loss");
        assertThat(ReportPage.of(List.of(OF_TEST))).contains("training / test examples");
    }

    @Test
    void isCalledByItsNameInTablePageAndJson() {
        // Given
        List<RunHistory> histories = List.of(OF_VALIDATION);

        // Then
        assertThat(labels(histories))
                .contains("validation loss", "validation accuracy", "generalization gap, validation − training loss");
        assertThat(ReportPage.of(histories)).contains("training / validation examples", "\"part\":\"validation\"");
        assertThat(SummaryJson.of(OF_VALIDATION).path("evaluated_part").asText())
                .isEqualTo("validation");
    }

    @Test
    void isHeldOutWhereRunsDiffer() {
        assertThat(labels(List.of(OF_TEST, OF_VALIDATION)))
                .contains("held-out loss")
                .doesNotContain("test loss");
    }

    private static List<String> labels(List<RunHistory> histories) {
        return SummaryTable.of(histories).rows().stream().map(Table.Row::label).toList();
    }

    private static RunHistory validated(RunHistory run) {
        var manifest = run.manifest().toBuilder();
        manifest.getDataBuilder().setEvaluatedPart("validation");
        return new RunHistory(
                manifest.build(),
                run.evaluations(),
                run.progress(),
                run.conditions(),
                run.decisions(),
                run.acks(),
                run.prunings(),
                run.ending());
    }
}
