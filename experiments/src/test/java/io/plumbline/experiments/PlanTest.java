package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void takesTargetsFromTheFirstReachedToTheLast() {
        // When
        Plan plan = Plans.read(Map.of("targets", "0.01,1,0.1"));

        // Then
        assertThat(plan.targets()).containsExactly(1.0, 0.1, 0.01);
        assertThat(plan.target()).isEqualTo(0.01);
        assertThat(plan.base().get("loss.target")).isEqualTo("0.01");
    }

    @Test
    void hasATrainerProcessForEveryCoreUnlessToldOtherwise() {
        // When
        Plan plan = Configuration.of(Map.of("data.set", "digits"))
                .finish(configuration -> Plan.read(configuration, "a plan"));

        // Then
        assertThat(plan.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void comparesWhatARunDoesByDefaultUnlessToldOtherwise() {
        assertThat(Plans.of("dense,greedy-q-self-tuned,random", "1,2").subject())
                .isEqualTo("greedy-q-self-tuned");
        assertThat(Plans.of("dense,fisher,random", "1,2").subject())
                .as("the last where that is no method")
                .isEqualTo("random");
        assertThat(Plans.read(Map.of("methods", "dense,random,fisher", "subject", "fisher"))
                        .subject())
                .isEqualTo("fisher");
    }

    @Test
    void saysEveryErrorAtOnce() {
        // Given
        Map<String, String> wrong = Map.of(
                "methods", "dense,small-from-scratch,gready-kappa",
                "learning-rates", "0.1,-2",
                "seeds", "1,2,11",
                "stepz", "7",
                "stop-at-target", "true",
                "gate.policy", "dense",
                "network.layers", "0",
                "validation-share", "0.9",
                "method.dense.gate.bugdet", "0.1");

        // When
        List<String> sentences = catchThrowableOfType(ConfigurationException.class, () -> Plans.read(wrong))
                .sentences();

        // Then
        assertThat(String.join("\n", sentences))
                .contains(
                        "'gready-kappa' is none of dense, ",
                        "small-from-scratch takes its shape from the subject, which must mask nodes by its own decisions",
                        "learning-rates must be different numbers above 0",
                        "seeds must be fresh, but [11] are tuning-seeds too",
                        "stepz is no known setting; did you mean steps?",
                        "stop-at-target is not for plans: it follows from the passes",
                        "gate.policy is not for plans: it follows from methods",
                        "network.layers must be",
                        "validation-share must be",
                        "method.dense.gate.bugdet: the trainer takes no gate.bugdet of '0.1'");
    }

    @Test
    void refusesAMethodThatTheTrainerCannotRunWithTheTrainersWords() {
        // Given
        Method unknown =
                new Method("future", Map.of("gate.policy", "from-the-future"), Map.of(), false, Method.Copy.NOTHING);

        // When
        List<String> obstacles = Methods.obstacles(unknown);

        // Then
        assertThat(obstacles)
                .singleElement()
                .asString()
                .contains("method future cannot be run by this version of the trainer", "from-the-future");
    }

    @Test
    void triesEveryRateWithEveryValueOfAMethodsOwnKeys() {
        // Given
        Plan plan = Plans.read(Map.of(
                "methods", "dense,random,gating-network",
                "method.random.gate.budget", "0.05,0.1",
                "method.random.gate.final-density", "0.3,0.5,0.7"));

        // When
        List<Candidate> candidates = plan.candidates(Methods.named("random").orElseThrow());

        // Then
        assertThat(candidates).hasSize(2 * 2 * 3).doesNotHaveDuplicates();
        assertThat(candidates.get(0).settings())
                .containsEntry("gate.policy", "random")
                .containsEntry("optimizer.learning-rate", "0.1")
                .containsEntry("gate.budget", "0.05")
                .containsEntry("gate.final-density", "0.3");
        assertThat(plan.candidates(Methods.named("dense").orElseThrow())).hasSize(2);
    }

    @Test
    void takesVariantsOfShippedMethodsLikeAnyMethod() {
        // When
        Plan plan = Plans.read(Map.of(
                "methods", "dense,gating-network,eager",
                "subject", "eager",
                "variant.eager.of", "gating-network",
                "variant.eager.gate.budget", "0.3",
                "method.eager.gate.alpha", "1,2"));

        // Then
        Method eager = plan.methods().get(2);
        assertThat(eager.describe()).isEqualTo("gating-network with gate.budget 0.3");
        assertThat(plan.subject()).isEqualTo("eager");
        assertThat(plan.candidates(eager)).hasSize(2 * 2);
        assertThat(plan.candidates(eager).get(0).settings())
                .containsEntry("gate.policy", "gating-network")
                .containsEntry("gate.budget", "0.3")
                .containsEntry("gate.alpha", "1");
        assertThat(plan.smoke().candidates(eager)).isNotEmpty();
    }

    @Test
    void tunesNothingThatAVariantFixes() {
        // When
        Plan plan = Plans.read(Map.of(
                "methods",
                "dense,thinned",
                "variant.thinned.of",
                "dense-regularized",
                "variant.thinned.dropout",
                "0.5"));

        // Then
        Method thinned = plan.methods().get(1);
        assertThat(thinned.grid()).containsOnlyKeys("optimizer.weight-decay");
        assertThat(plan.tunesWhole(thinned)).isTrue();
    }

    @Test
    void saysEveryErrorOfVariantsAtOnce() {
        // Given
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("methods", "dense,eager,fisher"),
                Map.entry("variant.eager.of", "gating-netwerk"),
                Map.entry("variant.eager.gate.budget", "0.3"),
                Map.entry("variant.fisher.of", "dense"),
                Map.entry("variant.fisher.dropout", "0.1"),
                Map.entry("variant.lazy.gate.budget", "0.1"),
                Map.entry("variant.odd.of", "random-counts"),
                Map.entry("variant.odd.gate.bugdet", "0.1"),
                Map.entry("variant.odd.gate.counts", "1:4,4"),
                Map.entry("variant.odd.data.train-size", "7"),
                Map.entry("variant.odd.seed", "7"),
                Map.entry("variant.same.of", "dense"));

        // When
        List<String> sentences = catchThrowableOfType(ConfigurationException.class, () -> Plans.read(wrong))
                .sentences();

        // Then
        assertThat(String.join("\n", sentences))
                .contains(
                        "variant.eager.of: 'gating-netwerk' is none of dense, ",
                        "variant.fisher: that name is taken by a shipped method",
                        "variant.lazy.of is missing",
                        "variant.odd: gate.bugdet is no known setting; did you mean gate.budget?",
                        "variant.odd.gate.counts is not for variants",
                        "variant.odd.data.train-size is not for variants",
                        "variant.odd.seed is not for variants",
                        "variant.same changes nothing");
    }

    @Test
    void hasASmallFormWithAllMethodsAndStages() {
        // Given
        Plan plan = Plans.read(Map.of(
                "network.layers", "512,16", "seeds", "1,2,3", "data.train-size", "100", "wall-clock-seeds", "3"));

        // When
        Plan smoke = plan.smoke();

        // Then
        assertThat(smoke.methods()).isEqualTo(plan.methods());
        assertThat(smoke.seeds()).containsExactly(1L, 2L);
        assertThat(smoke.base().nodes()).containsExactly(16, 16);
        assertThat(smoke.base().get("data.train-size")).isEqualTo("100");
        for (Stage stage : Stage.values()) {
            // At one rate there is nothing to tune of what copies; a plan without keys of methods keeps two.
            assertThat(stage.runs(smoke) > 0).as(stage.title()).isEqualTo(stage != Stage.TUNING_COPIES);
        }
        assertThat(smoke.base().description(Plans.PLAN_DATA.dataRoot()).length().steps())
                .isEqualTo(40);
    }

    @Test
    void choosesAmongTwoValuesOfOneKeyAloneInItsSmallForm() {
        // Given two rates, two values of dropout, two of weight decay
        Plan plan = Plans.of("dense,dense-regularized,gating-network", "1,2");

        // When
        Plan smoke = plan.smoke();

        // Then
        assertThat(smoke.methods().stream()
                        .map(method -> smoke.candidates(method).size()))
                .containsExactly(1, 2, 1);
        assertThat(Plans.of("dense,gating-network", "1,2").smoke().learningRates())
                .as("no method has keys of its own")
                .hasSize(2);
    }
}
