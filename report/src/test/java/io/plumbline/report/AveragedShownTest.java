package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.report.runlog.AveragedRun;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.SyntheticRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What averaged weights reach is told beside what the weights themselves do, where an average is kept. */
class AveragedShownTest {

    private final RunHistory raw = SyntheticRun.dense("raw");
    private final RunHistory averaged = AveragedRun.of("averaged");

    @Test
    void isToldInJsonAndNullWithoutAnAverage() {
        // When
        ObjectNode with = SummaryJson.of(averaged);
        ObjectNode without = SummaryJson.of(raw);

        // Then
        assertThat(with.path("averaged_test_loss").asDouble())
                .isEqualTo(without.path("test_loss").asDouble() / 2);
        assertThat(with.path("averaged_training_loss").asDouble())
                .isEqualTo(without.path("training_loss").asDouble() / 2);
        assertThat(with.path("averaged_test_accuracy").asDouble()).isEqualTo(0.98);
        assertThat(with.path("averaged_training_accuracy").asDouble()).isEqualTo(0.995);
        assertThat(with.path("test_loss")).isEqualTo(without.path("test_loss"));
        assertThat(without.path("averaged_test_loss").isNull()).isTrue();
    }

    @Test
    void hasRowsWhereSomeRunKeepsAnAverage() {
        // When
        List<Table.Row> both = SummaryTable.of(List.of(raw, averaged)).rows();
        List<Table.Row> one = SummaryTable.of(List.of(raw)).rows();

        // Then
        assertThat(both)
                .contains(new Table.Row("test accuracy, averaged weights", List.of("–", "98.0 %")))
                .contains(new Table.Row("test accuracy", List.of("96.0 %", "96.0 %")));
        assertThat(one).noneMatch(row -> row.label().contains("averaged"));
    }

    @Test
    void isACurveOfItsOwn() {
        // When
        JsonNode evaluations = Series.of(List.of(averaged)).at("/0/evaluations");
        JsonNode none = Series.of(List.of(raw)).at("/0/evaluations/averaged");

        // Then
        assertThat(evaluations.path("averaged")).hasSameSizeAs(evaluations.path("test"));
        assertThat(evaluations.at("/averaged/3").asDouble())
                .isEqualTo(evaluations.at("/test/3").asDouble() / 2);
        assertThat(none).isNotEmpty().allMatch(JsonNode::isNull);
    }
}
