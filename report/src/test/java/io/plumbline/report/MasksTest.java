package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFinished;
import io.plumbline.report.Fate.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Node 2 was closed by a change that was rejected, node 3 by one that came too late: both are open. */
class MasksTest {

    private static final List<LayerDensity> IN_FORCE =
            List.of(new LayerDensity("dense-1", 8, 6), new LayerDensity("dense-2", 4, 3));

    private final RunHistory stopped = SyntheticRun.stopped("r");

    @Test
    void areThoseThatTheTrainerAcknowledged() {
        // When
        Masks masks = Masks.of(stopped);

        // Then
        assertThat(masks.layers()).isEqualTo(IN_FORCE);
        assertThat(masks.fates()).extracting(Fate::kind).containsExactly(Kind.APPLIED, Kind.REJECTED, Kind.UNANSWERED);
        assertThat(masks.overSteps()).containsOnlyKeys(0L, 203L, 970L);
    }

    @Test
    void countWhatWasAppliedApartFromWhatWasDecided() {
        assertThat(RunSummary.of(stopped).masks()).isEqualTo(new MaskCounts(17, 0, 2, 1, 3, 0, 0, 1, 1));
    }

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

    @Test
    void areKnownByAnEvaluationWhereNobodyAcknowledged() {
        // Given
        List<Evaluation> evaluations = new ArrayList<>(stopped.evaluations());
        evaluations.add(Evaluation.newBuilder().setStep(960).setMaskVersion(3).build());

        // When
        Masks masks = Masks.of(with(evaluations, stopped.decisions()));

        // Then
        assertThat(masks.layers()).contains(new LayerDensity("dense-1", 8, 5));
        assertThat(masks.of(Kind.APPLIED)).extracting(Fate::step).containsExactly(203L, 960L);
    }

    @Test
    void areNotThoseOfAGateThatCameWhenTheRunWasOver() {
        // Given: all decisions were made at ten seconds, one of them closes nodes; the run ended at one
        RunHistory gated = SyntheticRun.gated("r");
        RunHistory over = new RunHistory(
                gated.manifest(),
                gated.evaluations(),
                gated.progress(),
                List.of(),
                gated.decisions(),
                List.of(),
                List.of(),
                Optional.of(RunEvent.newBuilder()
                        .setFinished(RunFinished.newBuilder().setStep(1_000).setAtMs(1_000))
                        .build()));

        // When
        RunSummary summary = RunSummary.of(over);

        // Then
        assertThat(summary.density()).isEqualTo(1);
        assertThat(summary.masks()).isEqualTo(new MaskCounts(20, 20, 20, 0, 0, 0, 0, 0, 2));
        assertThat(SummaryJson.of(over).path("undecided_steps").asInt()).isEqualTo(20);
    }

    /** A reader counts bits: of a mask with one too many it would show a network that is not there. */
    @Test
    void areNotThoseOfAnotherNetwork() {
        // Given: all of 16 nodes open, in a network of 12
        MaskChange.Builder foreign = MaskChange.newBuilder().setStep(950);
        foreign.getChangeBuilder().setVersion(9).setMask(ByteString.copyFrom(new byte[] {-1, -1}));
        List<RecordedDecision> decisions = new ArrayList<>(stopped.decisions());
        decisions.add(new RecordedDecision(foreign.build(), 10_004));
        List<Evaluation> evaluations = new ArrayList<>(stopped.evaluations());
        evaluations.add(Evaluation.newBuilder().setStep(960).setMaskVersion(9).build());

        // When
        Masks masks = Masks.of(with(evaluations, decisions));

        // Then
        assertThat(masks.layers()).isEqualTo(IN_FORCE);
        assertThat(masks.fates()).hasSize(3);
    }

    private RunHistory with(List<Evaluation> evaluations, List<RecordedDecision> decisions) {
        return new RunHistory(
                stopped.manifest(),
                evaluations,
                stopped.progress(),
                stopped.conditions(),
                decisions,
                stopped.acks(),
                stopped.prunings(),
                stopped.ending());
    }
}
