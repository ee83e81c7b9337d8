package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.report.runlog.Latencies;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.SyntheticRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Node 2 was closed by a change that was rejected, node 3 by one that came too late: both are open. */
class MasksShownTest {

    private final RunHistory stopped = SyntheticRun.stopped("r");

    @Test
    void areToldInJson() {
        // When
        ObjectNode json = SummaryJson.of(stopped);

        // Then
        assertThat(json.path("density").asDouble()).isEqualTo(0.75);
        assertThat(json.path("layers").findValuesAsText("open")).containsExactly("6", "3");
        assertThat(json.path("nodes_closed").asInt()).isEqualTo(3);
        assertThat(json.path("changes_never_applied").asInt()).isEqualTo(1);
        assertThat(json.path("undecided_steps").asInt()).isEqualTo(2);
        assertThat(json.at("/rejections/0/step").asInt()).isEqualTo(804);
        assertThat(json.at("/decision_latency/definition").asText()).isEqualTo(Latencies.DECISION);
        assertThat(json.at("/decision_latency/p50_ms").asDouble()).isEqualTo(14);
    }

    @Test
    void areToldInTableAndPage() {
        // When
        Table table = SummaryTable.of(List.of(stopped));

        // Then
        assertThat(table.rows())
                .contains(
                        new Table.Row("open nodes of dense-1", List.of("6 of 8")),
                        new Table.Row("mask changes applied (rolled back)", List.of("1 (0)")),
                        new Table.Row("  changes decided but never applied", List.of("1")),
                        new Table.Row("decision steps without any decision", List.of("2")));
        assertThat(ChangesTable.of(stopped).rows())
                .extracting(row -> row.cells().get(1))
                .containsExactly("from step 203", "rejected at step 804: a floor\\u001b[2J", "never");
        assertThat(String.join(" ", table.notes())).contains("no decision was made on 2", "never applied");
    }
}
