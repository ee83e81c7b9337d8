package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.MaskChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same statistics give the same decisions, bit for bit, on every processor and Java version. Read before accepting a
 * change here: running gates of two releases would decide differently, so the policy's {@code version()} must grow;
 * then, and only then, {@code RecordRun} of cli records anew.
 */
class GoldenDecisionsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"gating-network", "greedy-q", "greedy-q-self-tuned"})
    void decidesARecordedRunAsItWasDecidedThen(String policy) {
        // Given
        Recording recording = Recording.of(policy);
        // When
        List<MaskChange> decided;
        List<String> causes;
        try (TestGate gate = new TestGate(directory, 1, Duration.ofHours(24))) {
            gate.say(recording.stepStats());
            decided = gate.decisions();
            causes = gate.causes();
        }
        // Then
        assertThat(recording.decisions())
                .as("the recording shows both kinds")
                .anyMatch(MaskChange::hasChange)
                .anyMatch(MaskChange::hasNone);
        assertThat(causes).as("dead letters").isEmpty();
        assertThat(steps(decided)).as("decision steps").isEqualTo(steps(recording.decisions()));
        for (int i = 0; i < decided.size(); i++) {
            same(policy, recording.decisions().get(i), withoutTime(decided.get(i)));
        }
    }

    @Test
    void namesTheFieldInWhichTwoDecisionsPart() {
        // Given
        MaskChange recorded = Recording.of("gating-network").decisions().stream()
                .filter(MaskChange::hasChange)
                .findFirst()
                .orElseThrow();
        var decided = recorded.toBuilder();
        var reason = decided.getChangeBuilder().getReasonsBuilder(0);
        double kappa = reason.getKappa();
        // When
        reason.setKappa(Math.nextUp(kappa));
        // Then
        assertThat(FirstDifference.between(recorded, recorded)).isEmpty();
        assertThat(FirstDifference.between(recorded, decided.build()))
                .hasValue("change.reasons[0].kappa: recorded " + kappa + ", decided " + Math.nextUp(kappa));
    }

    private static void same(String policy, MaskChange recorded, MaskChange decided) {
        assertThat(decided.toByteArray())
                .withFailMessage(() -> policy + " parted from its recording at step " + recorded.getStep() + ", "
                        + FirstDifference.between(recorded, decided).orElse("only in how the bytes are written"))
                .isEqualTo(recorded.toByteArray());
    }

    /** The driver's clock is not the broker's. */
    private static MaskChange withoutTime(MaskChange decision) {
        return decision.toBuilder().clearStatisticsAtMs().build();
    }

    private static List<Long> steps(List<MaskChange> decisions) {
        return decisions.stream().map(MaskChange::getStep).toList();
    }
}
