package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the gate of a run says of each record that it takes in. */
class AcceptTest {

    private final TestRun run = new TestRun();

    @Test
    void aRefusedRecordChangesNothing() {
        // Given
        run.stepTo(15);
        byte[] before = run.state.toBytes();
        GateInput[] foreign = {
            shard(15),
            new GateInput.Rejected(1, 7),
            new GateInput.Rejected(2, 7),
            new GateInput.Pruned(1, 7, 1, 2),
            new GateInput.Ended(2, 15),
            new GateInput.Ended(1, 1_000_000)
        };
        Refusal[] why = {
            Refusal.FROM_THE_PAST,
            Refusal.NOT_IN_FLIGHT,
            Refusal.WRONG_ATTEMPT,
            Refusal.UNKNOWN_VERSION,
            Refusal.WRONG_ATTEMPT,
            Refusal.FROM_THE_FUTURE
        };

        for (int i = 0; i < foreign.length; i++) {
            // When
            GateOutcome outcome = run.gate.accept(foreign[i]);

            // Then
            assertThat(outcome.refusal()).as("%s", foreign[i]).contains(why[i]);
            assertThat(run.state.toBytes()).isEqualTo(before);
        }
    }

    @Test
    void decidesWhatIsOverdueBeforeTheStepThatCame() {
        // Given
        run.stepTo(5);

        // When
        GateOutcome outcome = run.gate.accept(shard(30));

        // Then
        assertThat(outcome.overdue()).extracting(MaskDecision::step).containsExactly(10L, 20L);
        assertThat(outcome.decision().map(MaskDecision::step)).contains(30L);
        assertThat(outcome.step()).contains(GateOutcome.Closed.COMPLETE);
        assertThat(outcome.leftIncomplete()).isFalse();
        assertThat(outcome.condition().map(ConditionReport::step)).contains(30L);
    }

    @Test
    void takesAShardWhoseColumnsCannotBeReadAsAnIncompleteStep() {
        // Given
        run.stepTo(9);

        // When
        GateOutcome outcome = run.gate.accept(new GateInput.Shard(run.report(10), Optional::empty));

        // Then
        assertThat(outcome.valid()).isFalse();
        assertThat(outcome.step()).contains(GateOutcome.Closed.INCOMPLETE);
        assertThat(outcome.decision())
                .hasValueSatisfying(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(
                                NoChange.class,
                                none -> assertThat(none.reason()).isEqualTo(NoChangeReason.STATISTICS_MISSING)));
    }

    @Test
    void decidesWhatIsLeftWhereTheRunEnds() {
        // Given
        run.stepTo(5);

        // When
        GateOutcome outcome = run.gate.accept(new GateInput.Ended(1, 20));

        // Then
        assertThat(outcome.overdue()).extracting(MaskDecision::step).containsExactly(10L, 20L);
        assertThat(outcome.decision()).isEmpty();
    }

    @Test
    void aRepeatedBeginningChangesNothing() {
        // Given
        run.stepTo(5);
        byte[] before = run.state.toBytes();

        // When
        GateOutcome outcome = run.gate.accept(new GateInput.Began(run.state.plan()));

        // Then
        assertThat(outcome).isEqualTo(GateOutcome.taken(List.of(), false));
        assertThat(run.state.toBytes()).isEqualTo(before);
    }

    @Test
    void aLaterAttemptGoesOnWithWhatWasDecided() {
        // Given
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());
        run.stepTo(25);

        // When
        GateOutcome outcome = run.gate.accept(new GateInput.Began(TestRun.attempt(2, run.state.plan())));

        // Then
        assertThat(outcome.refusal()).isEmpty();
        assertThat(run.gate.state().plan().attempt()).isEqualTo(2);
        assertThat(run.gate.state().openNodes()).isEqualTo(TestRun.NODES - 1);
        assertThat(run.gate.state().lastDecided()).isEqualTo(20);
        assertThat(run.gate.accept(shard(26)).refusal()).contains(Refusal.WRONG_ATTEMPT);
        assertThat(run.gate.accept(new GateInput.Began(run.state.plan())).refusal())
                .contains(Refusal.WRONG_ATTEMPT);
    }

    @Test
    void everyDecisionIsTimedOnce() {
        // Given
        run.stepTo(5);
        List<MaskDecision> timed = new ArrayList<>();
        RunGate gate = new RunGate(run.state, name -> new TestRun.WishingPolicy(name, run.gates), run, decide -> {
            MaskDecision decision = decide.get();
            timed.add(decision);
            return decision;
        });

        // When
        GateOutcome outcome = gate.accept(shard(30));

        // Then
        assertThat(timed).hasSize(outcome.overdue().size() + 1);
    }

    private GateInput.Shard shard(long step) {
        return new GateInput.Shard(run.report(step), () -> Optional.of(run.columns));
    }
}
