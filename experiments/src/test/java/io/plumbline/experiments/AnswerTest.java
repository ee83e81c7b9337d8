package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dense falls by 2 % a step: 2·0.98^step is at most 0.5 from step 69 on, seen at 70. */
class AnswerTest {

    private static final double DENSE = 0.98;
    private static final String SEEDS = "1,2,3,4,5,6,7,8,9,10";

    private final double denseCost = Plans.PLAN_DATA.cost(
            Plans.of("dense,magnitude,gating-network", SEEDS).base());

    @Test
    void saysAWinAndTheStepsThatItTakes() {
        // Given a subject that needs 100 steps at a quarter of the cost, and a peer that needs 70 at half of it
        Findings findings = findings("dense,magnitude,gating-network", 0.985, 0.25);

        // When
        List<String> answer = answer(findings);

        // Then
        assertThat(answer.get(0))
                .isEqualTo(
                        "gating-network needs less work than dense to reach training loss 0.5: 25 dense-step equivalents"
                                + " against 70 (0.357× [0.357, 0.357], p 0.0039);"
                                + " plain steps rise from 70 to 100 (1.43× [1.43, 1.43], p 0.0039);"
                                + " less than the best peer, magnitude, with 35 (0.714× [0.714, 0.714], p 0.0039).");
        assertThat(answer.get(1))
                .startsWith(
                        "gating-network takes more time than dense to reach training loss 0.5: 1 s against 0.700 (");
    }

    @Test
    void saysALoss() {
        // Given a subject that needs as many steps as dense at its full cost and ends higher than it
        Findings findings = findings("dense,magnitude,gating-network", 0.981, 1.2);

        // When
        List<String> answer = answer(findings);

        // Then
        assertThat(answer.get(0))
                .startsWith("gating-network needs more work than dense to reach training loss 0.5: 96")
                .contains("; more than the best peer, magnitude, with 35 (");
        assertThat(answer.get(2))
                .startsWith("gating-network's best test accuracy is worse than dense's: ")
                .contains("worse than the best peer, magnitude, with ");
    }

    @Test
    void saysThatNothingIsShown() {
        assertThat(answer(findings("dense,magnitude,gating-network", DENSE, 1)).get(0))
                .startsWith("gating-network was not shown to need less work than dense to reach training loss 0.5: 70 ")
                .contains("plain steps stay at 70 (");
    }

    @Test
    void saysWhatWasMissedAndHowFarItGot() {
        // Given a subject whose loss after 100 steps is 0.73
        Findings findings = findings("dense,magnitude,gating-network", 0.99, 0.25);

        // When
        List<String> answer = answer(findings);

        // Then
        assertThat(answer.get(0))
                .isEqualTo(
                        "gating-network does not reach training loss 0.5 on any seed: it missed it on 10 of 10 seeds;"
                                + " dense on 0 of 10, with a median of 70 dense-step equivalents (better on 0 seeds, worse on 10,"
                                + " p 0.0039); the best peer, magnitude, on 0 of 10, with a median of 35 dense-step equivalents"
                                + " (better on 0 seeds, worse on 10, p 0.0039); the lowest target that it reaches is 1.0, with 17.5"
                                + " dense-step equivalents against 40 (0.438× [0.438, 0.438], p 0.0039).");
        assertThat(answer.get(1)).contains("on any seed, so that there is no time to compare: ");
    }

    @Test
    void countsTheSeedsThatMissed() {
        // Given a subject that stalls on two of ten seeds
        Plan plan = Plans.of("dense,gating-network", SEEDS);
        Findings findings = SyntheticFindings.of(
                plan,
                job -> job.candidate().method().name().equals("dense")
                        ? SyntheticResults.of(job, DENSE, denseCost)
                        : SyntheticResults.of(job, job.seed() <= 2 ? 0.995 : 0.97, denseCost / 2));

        // When
        String work = answer(findings).get(0);

        // Then
        assertThat(work)
                .contains(
                        "no other peer reaches it on most seeds; it missed the target on 2 of 10 seeds, dense on 0 of 10");
    }

    @Test
    void namesACopyThatIsBetterThanWhatItCopies() {
        // Given a small network that has learned at the subject's expense
        Plan plan = Plans.of("dense,small-from-scratch,gating-network", SEEDS);
        Findings findings = SyntheticFindings.of(
                plan,
                job -> job.candidate().method().name().equals("small-from-scratch")
                        ? SyntheticResults.of(job, 0.97, denseCost / 10)
                        : SyntheticResults.of(job, DENSE, denseCost / 2));

        // When
        String work = answer(findings).get(0);

        // Then
        assertThat(work)
                .contains("small-from-scratch, which copies what gating-network found, takes less, 5 (7×")
                .doesNotContain("best peer, small-from-scratch");
    }

    @Test
    void saysThatNoTimeWasMeasured() {
        // Given
        Plan untimed = Plans.read(Map.of("methods", "dense,gating-network", "seeds", SEEDS, "wall-clock-seeds", "0"));

        // When
        List<String> answer = answer(SyntheticFindings.drawn(untimed, 1));

        // Then
        assertThat(answer.get(1)).isEqualTo("Wall-clock was not measured, since this plan makes no timed runs.");
    }

    @Test
    void comesFirstInConclusionsAndInJson() {
        // Given
        Findings findings = findings("dense,gating-network", 0.97, 0.5);

        // When
        List<String> conclusions = findings.conclusions();

        // Then
        assertThat(conclusions.subList(0, 3)).isEqualTo(answer(findings));
        assertThat(findings.json().at("/verdicts/0").asText()).isEqualTo(conclusions.get(0));
        assertThat(findings.json().properties())
                .element(1)
                .matches(entry -> entry.getKey().equals("verdicts"));
    }

    private static List<String> answer(Findings findings) {
        return Answer.of(findings).stream().map(Answer.Sentence::text).toList();
    }

    /** The subject with this factor per step and share of the cost; magnitude with dense's factor at half the cost. */
    private Findings findings(String methods, double factor, double cost) {
        return SyntheticFindings.of(
                Plans.of(methods, SEEDS),
                job -> switch (job.candidate().method().name()) {
                    case "gating-network" -> SyntheticResults.of(job, factor, cost * denseCost);
                    case "magnitude" -> SyntheticResults.of(job, DENSE, denseCost / 2);
                    default -> SyntheticResults.of(job, DENSE, denseCost);
                });
    }
}
