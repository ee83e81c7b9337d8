package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Ten seeds, three methods: the gating network's loss falls by 3 % a step at half the dense network's cost, that of dense
 * by 2 %, that of random by 2 % too, but it diverges on every odd seed before it reaches anything.
 */
class FindingsTest {

    private final Plan plan =
            Plans.of("dense,random,gating-network,greedy-kappa,inverted-kappa", "1,2,3,4,5,6,7,8,9,10");
    private final double denseCost = Plans.PLAN_DATA.cost(plan.base());
    private final Findings findings = findings();

    @Test
    void countsMultiplyAddsOfTheNetwork() {
        assertThat(denseCost).isEqualTo(8 * 4 + 4 * 4 + 4 * 2);
    }

    @Test
    void comparesSeedBySeed() {
        // Given 2·0.97^step ≤ 0.5 from step 46 on, seen at 50; 2·0.98^step ≤ 0.5 from 69 on, seen at 70

        // When
        MetricFindings steps = metric("steps-to-0.5");

        // Then
        assertThat(steps.row("gating-network").median().median()).isEqualTo(50);
        assertThat(steps.row("dense").median().median()).isEqualTo(70);
        Versus versus = steps.row("dense").versus().orElseThrow();
        assertThat(versus.effect().median()).isCloseTo(50.0 / 70, within(1e-12));
        assertThat(versus.test().p()).isCloseTo(2.0 / 1024, within(1e-12));
        assertThat(versus.adjusted()).isCloseTo(4 * 2.0 / 1024, within(1e-12));
        assertThat(versus.isBetter()).isTrue();
    }

    @Test
    void countsWorkInStepsOfTheDenseNetwork() {
        assertThat(metric("equivalents-to-0.5").row("gating-network").median().median())
                .isCloseTo(25, within(1e-9));
        assertThat(metric("equivalents-to-0.5").row("dense").median().median()).isCloseTo(70, within(1e-9));
    }

    @Test
    void neverDropsARunThatMissed() {
        // When
        MetricFindings.Row random = metric("steps-to-0.5").row("random");

        // Then
        assertThat(random.values()).hasSize(10);
        assertThat(random.reached()).isEqualTo(5);
        assertThat(random.median().median()).isInfinite();
        assertThat(Cells.median(random)).isEqualTo("missed (5 of 10)");
        assertThat(random.versus().orElseThrow().better()).isEqualTo(10);
    }

    @Test
    void givesARunThatDivergedTheWorstEndAndKeepsItsBest() {
        assertThat(metric("test-loss-last").row("random").reached()).isEqualTo(5);
        assertThat(metric("test-accuracy-last").row("random").values()).contains(Double.NEGATIVE_INFINITY);
        assertThat(metric("test-loss-best").row("random").reached()).isEqualTo(10);
    }

    @Test
    void takesTheSameDifferenceOfCountsForATie() {
        // Given: one of 360 examples more, each time
        double few = (1 - 5 / 360.0) - (1 - 6 / 360.0);
        double many = (1 - 77 / 360.0) - (1 - 78 / 360.0);

        // When, Then
        assertThat(few).as("rounding parts them").isNotEqualTo(many);
        assertThat(Metric.Effect.DIFFERENCE.of(1 - 5 / 360.0, 1 - 6 / 360.0))
                .isEqualTo(Metric.Effect.DIFFERENCE.of(1 - 77 / 360.0, 1 - 78 / 360.0));
        assertThat(Metric.Effect.DIFFERENCE.of(2e-10, 1e-10)).as("a small loss").isEqualTo(1e-10);
    }

    @Test
    void saysInWordsWhatHolds() {
        assertThat(String.join("\n", findings.conclusions()))
                .contains(
                        "gating-network against 4 peers on 200 training examples of digits, 10 seeds.",
                        "Steps to training loss 0.5: gating-network 50 [50, 50] steps. Better than 3 of 4: dense 0.714×, random",
                        "No difference shown from 1 of 4: greedy-kappa 1×.",
                        "Control: inverted-kappa must be worse than greedy-kappa. It is: 1.40×",
                        "Diverged, of 10 seeds each: random 5.")
                .doesNotContain("So few seeds");
    }

    @Test
    void saysThatTwoSeedsProveNothing() {
        assertThat(Conclusions.details(findings(Plans.of("dense,gating-network", "1,2")))
                        .get(0))
                .contains("So few seeds can show no difference at all");
    }

    @Test
    void writesNullForWhatWasMissed() {
        // When
        JsonNode json = findings.json();

        // Then
        JsonNode random = json.at("/metrics/2/methods/1");
        assertThat(json.at("/metrics/2/id").asText()).isEqualTo("seconds-to-1.0");
        assertThat(random.path("method").asText()).isEqualTo("random");
        assertThat(random.path("values").get(0).isNull()).isTrue();
        assertThat(random.path("values").get(1).isNumber()).isTrue();
        assertThat(json.at("/methods/0/chosen/learning_rate").asDouble()).isEqualTo(0.1);
        assertThat(json.at("/methods/0/evaluations/training")).hasSize(11);
    }

    @Test
    void writesEveryValueOfEveryRun() {
        // When
        String csv = FindingsCsv.of(findings);

        // Then
        assertThat(csv.lines()).hasSize(1 + 5 * 10 * findings.metrics().size());
        assertThat(csv)
                .contains("gating-network,rate 0.1,3,steps-to-0.5,50.0,")
                .contains("random,rate 0.1,3,steps-to-0.5,,");
    }

    @Test
    void writesAPage() {
        assertThat(FindingsPage.of(findings))
                .contains("5 of 10", "Does theory meet the runs", "const plumbline = ", "} = plumbline;")
                .contains("<title>Plumbline · comparison · a plan</title>");
    }

    @Test
    void tellsPruningsOfEveryMethod() {
        // Given two prunings a run, the last of which leaves a quarter of the cost

        // When
        JsonNode prunings = findings.json().at("/methods/2/prunings");

        // Then
        assertThat(prunings.path("runs").asInt()).isEqualTo(10);
        assertThat(prunings.path("count").asDouble()).isEqualTo(2);
        assertThat(prunings.path("first_step").asDouble()).isEqualTo(60);
        assertThat(prunings.path("cost_after_last").asDouble()).isCloseTo(0.25, within(1e-12));
        assertThat(FindingsPage.of(findings)).contains("Prunings on fresh seeds", "25.0 %");
    }

    @Test
    void saysNothingOfPruningsThatNeverWere() {
        // When
        PruningFindings none = PruningFindings.of(List.of(), denseCost);

        // Then
        assertThat(none.runs()).isZero();
        assertThat(none.firstStep()).isNaN();
    }

    @Test
    void callsTheValidationPartByItsName() {
        // Given
        Plan onValidation = Plans.read(Map.of(
                "methods", "dense,gating-network", "data.evaluate", "validation", "data.validation-share", "0.1"));

        // When
        Findings found = findings(onValidation);

        // Then
        assertThat(found.metrics())
                .extracting(metric -> metric.metric().id())
                .contains("validation-loss-best", "validation-accuracy-last")
                .doesNotContain("test-loss-best");
        assertThat(found.metrics())
                .extracting(metric -> metric.metric().label())
                .noneMatch(label -> label.contains("test"));
        assertThat(found.json().at("/methods/0/evaluations").has("validation")).isTrue();
        assertThat(found.json().at("/methods/0/evaluations").has("test")).isFalse();
        assertThat(found.json().path("evaluated_on").asText()).isEqualTo("validation");
        assertThat(String.join("\n", found.conclusions()))
                .contains("Best validation loss")
                .doesNotContain("test loss");
        assertThat(FindingsPage.of(found)).contains("Validation performance</h2>");
    }

    @Test
    void saysWhatAVariantIs() {
        // Given
        Plan withVariant = Plans.read(Map.of(
                "methods", "dense,gating-network,eager",
                "variant.eager.of", "gating-network",
                "variant.eager.gate.budget", "0.3"));

        // When
        Findings found = findings(withVariant);

        // Then
        assertThat(FindingsPage.of(found)).contains("gating-network with gate.budget 0.3");
        assertThat(found.json().at("/methods/2/variant_of").asText()).isEqualTo("gating-network");
        assertThat(found.json().at("/methods/2/differs").toString()).isEqualTo("{\"gate.budget\":\"0.3\"}");
        assertThat(found.json().at("/methods/0").has("variant_of")).isFalse();
    }

    @Test
    void correlatesWhatTheoryPredictsWithWhatWasMeasured() {
        // Given the loss of every run falls twice as fast as predicted, and κ is 20

        // When
        Theory dense = findings.theory().get(0);

        // Then the steps left at step t are 70 − t, and κ·log(L/0.5) = 20·(log 4 − t·log(1/0.98))
        assertThat(dense.contractionRatio()).isCloseTo(2, within(1e-9));
        assertThat(dense.stepsLeftRho()).isCloseTo(1, within(1e-9));
        assertThat(dense.violations()).isCloseTo(0.05, within(1e-12));
        assertThat(dense.stepsLeft()).isEqualTo(10 * 6);
    }

    private MetricFindings metric(String id) {
        return findings.metrics().stream()
                .filter(found -> found.metric().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Findings findings() {
        return findings(plan);
    }

    private Findings findings(Plan ofPlan) {
        return SyntheticFindings.of(ofPlan, this::result);
    }

    private Result result(Job job) {
        return switch (job.candidate().method().name()) {
            case "gating-network", "greedy-kappa" -> SyntheticResults.of(job, 0.97, denseCost / 2);
            case "inverted-kappa" -> SyntheticResults.of(job, 0.98, denseCost / 2);
            case "random" ->
                job.seed() % 2 == 1
                        ? SyntheticResults.diverged(job, 0.98, 20)
                        : SyntheticResults.of(job, 0.98, denseCost);
            default -> SyntheticResults.of(job, 0.98, denseCost);
        };
    }
}
