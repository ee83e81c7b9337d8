package io.plumbline.report.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFinished;
import io.plumbline.report.runlog.ChangeOutcome.Kind;
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
        assertThat(masks.outcomes())
                .extracting(ChangeOutcome::kind)
                .containsExactly(Kind.APPLIED, Kind.REJECTED, Kind.UNANSWERED);
        assertThat(masks.overSteps()).containsOnlyKeys(0L, 203L, 970L);
    }

    @Test
    void countWhatWasAppliedApartFromWhatWasDecided() {
        assertThat(RunSummary.of(stopped).masks()).isEqualTo(new MaskCounts(17, 0, 2, 1, 3, 0, 0, 1, 1));
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
        assertThat(masks.of(Kind.APPLIED)).extracting(ChangeOutcome::step).containsExactly(203L, 960L);
    }

    @Test
    void tellWhatAPruningLeft() {
        // When
        Masks masks = Masks.of(SyntheticRun.gated("r"));

        // Then: the pruning was never acknowledged, what it brought says that it was made
        assertThat(masks.of(Kind.APPLIED)).extracting(ChangeOutcome::step).containsExactly(203L, 502L);
        assertThat(masks.outcomes().get(0).remaining()).isEmpty();
        assertThat(masks.outcomes().get(1).remaining().map(masks::layers)).contains(IN_FORCE);
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
        assertThat(masks.outcomes()).hasSize(3);
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
