package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateStateTest {

    private final TestRun run = new TestRun();

    @Test
    void comesBackFromItsBytesBitForBitAtEveryStep() {
        run.gates[3] = 0;
        run.gates[14] = 0.2;
        for (long step = 1; step <= 80; step++) {
            // Given
            run.step(step).flatMap(MaskDecision::change).ifPresent(run::takeOver);
            run.loss = step == 45 ? 2 : run.loss;
            byte[] written = run.state.toBytes();

            // When
            GateState read = GateState.readFrom(run.state.plan(), ByteBuffer.wrap(written));

            // Then
            assertThat(read.toBytes()).isEqualTo(written);
        }
    }

    @Test
    void decidesTheSameAfterARestart() {
        // Given
        TestRun other = new TestRun();
        for (TestRun each : List.of(run, other)) {
            each.gates[3] = 0;
            each.gates[14] = 0.2;
        }

        // When
        List<MaskDecision> straight = new ArrayList<>();
        List<MaskDecision> interrupted = new ArrayList<>();
        for (long step = 1; step <= 150; step++) {
            run.step(step).ifPresent(straight::add);
            other.step(step).ifPresent(interrupted::add);
            other.restart();
            run.version = latest(straight);
            other.version = latest(interrupted);
        }

        // Then
        assertThat(interrupted).isEqualTo(straight);
        assertThat(straight.stream().flatMap(d -> d.change().stream())).isNotEmpty();
    }

    private static long latest(List<MaskDecision> decisions) {
        return decisions.stream()
                .flatMap(decision -> decision.change().stream())
                .mapToLong(Change::version)
                .max()
                .orElse(0);
    }

    @Test
    void refusesAStateOfAnotherFormat() {
        assertThatThrownBy(() -> GateState.readFrom(run.state.plan(), ByteBuffer.allocate(8)))
                .hasMessage("state of a run has format 0, expected 6");
    }

    @Test
    void refusesAStateThatIsCutShort() {
        // Given
        byte[] written = run.state.toBytes();
        ByteBuffer cut = ByteBuffer.wrap(written, 0, 60);

        // Then
        assertThatThrownBy(() -> GateState.readFrom(run.state.plan(), cut)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void letsAnotherAttemptGoOnBehindTheLastShardAlone() {
        // Given
        run.stepTo(30);
        RunPlan second = TestRun.attempt(2, run.state.plan());

        // When
        GateState resumed = run.state.resume(second, Policies.named("dense"));

        // Then
        assertThat(TestRun.refusal(resumed, run.report(31))).contains(Refusal.WRONG_ATTEMPT);
        assertThat(TestRun.refusal(resumed, reportOf(2, 30))).contains(Refusal.FROM_THE_PAST);
        assertThat(TestRun.refusal(resumed, reportOf(2, 31))).isEmpty();
        assertThat(resumed.lastDecided()).isEqualTo(30);
    }

    private StepReport reportOf(int attempt, long step) {
        StepReport r = run.report(step);
        return new StepReport(attempt, step, 0, 1, 0, r.nodes(), r.maskVersion(), r.scalars(), r.probe(), r.applied());
    }

    @Test
    void refusesAnAttemptOfAnotherNetwork() {
        // Given
        RunPlan first = run.state.plan();
        Layers other = Layers.of(List.of(new Layer("dense-1", LayerKind.DENSE, 20, 1)));
        RunPlan second = new RunPlan(
                2, new Architecture(other, List.of()), 7, 1000, 10, 32, 500, 3, 0, 0.01, true, first.settings());

        // Then
        assertThatThrownBy(() -> run.state.resume(second, Policies.named("dense")))
                .hasMessageContaining("attempt 2 has another network");
    }
}
