package io.plumbline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.SettingKey;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.data.DataException;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunDescriptionTest {

    @Test
    void hasADefaultForEverything() {
        // When
        RunDescription run = RunDescription.parse("").resolve(1437);

        // Then
        assertThat(run.data().source()).hasToString("digits");
        assertThat(run.length().steps()).isEqualTo(3000);
        assertThat(run.gating().resolved(3000))
                .isEqualTo(GateSettings.defaults("greedy-q", new SettingKey.Basis(3000, true)));
        assertThat(run.measuring().probeBatch()).isEqualTo(128);
        assertThat(run.measuring().probeDraws()).isEqualTo(ProbeSpec.DRAWS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy: fisher | true",
                "policy: gating-network | true",
                "'policy: fisher, final-density: 0.3' | false",
                "'policy: fisher, self-tuned: false' | false",
                "'policy: fisher, final-density: 0.3, self-tuned: true' | true",
                "policy: structured-dropout | false",
                "policy: dense | false",
            })
    void aGateFindsTheDensityWhereItCanAndNoneIsGiven(String gate, boolean found) {
        RunDescription run = RunDescription.parse("gate: {" + gate + "}");

        assertThat(run.gating().isSelfTuned()).isEqualTo(found);
        assertThat(RunDescription.parse(run.resolve(1437).yaml()).gating().isSelfTuned())
                .isEqualTo(found);
    }

    @Test
    void aGateThatFindsTheDensityItselfDecidesEarlyAndAtOnce() {
        // When
        RunDescription run =
                RunDescription.parse("gate: {self-tuned: true, policy: fisher}").resolve(1437);

        // Then
        assertThat(run.gating().decisionInterval()).isEqualTo(25);
        assertThat(run.measuring().probeInterval()).isEqualTo(12);
        GateSettings gate = run.gating().resolved(3000);
        assertThat(gate.schedule().warmUp()).isEqualTo(25);
        assertThat(gate.schedule().lastChange()).isEqualTo(200);
        assertThat(gate.limits().budget()).isEqualTo(1);
        assertThat(gate.capacity().perNat()).isEqualTo(5);
        assertThat(RunDescription.parse(run.yaml())).isEqualTo(run);
    }

    @Test
    void keepsHowManyDrawsAProbeMakes() {
        // Given
        RunDescription none = RunDescription.parse("probe: {draws: 0}");

        // When
        RunDescription resolved = none.resolve(1437);

        // Then
        assertThat(resolved.measuring().probeDraws()).isZero();
        assertThat(RunDescription.parse(resolved.yaml())).isEqualTo(resolved);
    }

    @Test
    void intervalsFollowTheLengthUnlessGiven() {
        // When
        RunDescription shorter =
                RunDescription.parse("steps: 400\ngate: {self-tuned: false}").resolve(1437);
        RunDescription epochs = RunDescription.parse("epochs: 10\nbatch: 100\nprobe: {interval: 3}")
                .resolve(1437);
        RunDescription longer =
                RunDescription.parse("steps: 20000\ngate: {self-tuned: false}").resolve(1437);
        RunDescription selfTuned = RunDescription.parse("steps: 20000").resolve(1437);

        // Then
        assertThat(shorter.gating().decisionInterval()).isEqualTo(40);
        assertThat(shorter.measuring().probeInterval()).isEqualTo(20);
        assertThat(shorter.measuring().evaluationInterval()).isEqualTo(40);
        assertThat(epochs.gating().decisionInterval()).as("of 144 steps").isEqualTo(14);
        assertThat(epochs.measuring().probeInterval()).isEqualTo(3);
        assertThat(longer.gating().decisionInterval()).isEqualTo(100);
        assertThat(selfTuned.gating().decisionInterval()).isEqualTo(25);
        assertThat(selfTuned.measuring().probeInterval()).isEqualTo(12);
    }

    @Test
    void theBatchFollowsASmallTrainingPartUnlessGiven() {
        // When
        RunDescription small = RunDescription.parse("data: {train-size: 64}").resolve(64);
        RunDescription file = RunDescription.parse("data: {set: 'csv=few.csv'}").resolve(90);

        // Then
        assertThat(small.batch()).isEqualTo(64);
        assertThat(file.batch()).isEqualTo(90);
        assertThat(file.measuring().probeBatch()).isEqualTo(90);
        assertThat(RunDescription.parse(file.yaml())).isEqualTo(file);
    }

    @Test
    void refusesAnIntervalAtWhichTheGateWouldNeverDecide() {
        RunDescription run = RunDescription.parse("steps: 100\ndecision-interval: 500");

        assertThatThrownBy(() -> run.resolve(1437))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("decision-interval is 500, but the run has 100 steps, so the gate would never decide:"
                        + " expected at most as many");
        assertThat(RunDescription.parse("steps: 100\ndecision-interval: 500\ngate: {policy: dense}")
                        .resolve(1437)
                        .gating()
                        .decisionInterval())
                .isEqualTo(500);
    }

    @Test
    void turnsEpochsIntoStepsAndScalesTheGateWithThem() {
        // When
        RunDescription run = RunDescription.parse("epochs: 10\nbatch: 100\ngate: {self-tuned: false}")
                .resolve(1437);

        // Then
        assertThat(run.length()).isEqualTo(new Length(144, 0));
        assertThat(run.gating().warmUp()).contains(100L);
    }

    @Test
    void comesBackEqualFromItsResolvedForm() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            // Given
            RunDescription run =
                    Configuration.of(drawn(random)).finish(RunDescription::read).resolve(1437);

            // When
            RunDescription back = RunDescription.parse(run.yaml());

            // Then
            assertThat(run.derived()).isEmpty();
            assertThat(back).as("seed %d, draw %d: %s", seed, i, run.yaml()).isEqualTo(run);
            assertThat(back.resolve(1437)).isEqualTo(run);
        }
    }

    @Test
    void saysHowACsvFileIsReadAndNothingOfItElsewhere() {
        assertThat(RunDescription.parse("data: {set: csv=a.csv}").yaml())
                .contains("separator: auto", "missing: refuse", "categories: refuse");
        assertThat(RunDescription.parse("").yaml()).doesNotContain("separator", "missing", "categories");
    }

    @Test
    void isFoundFromAnyFolderOnceResolved() {
        // When
        RunDescription resolved =
                RunDescription.parse("data: {set: csv=a/../b.csv}").resolve(1000);

        // Then
        assertThat(resolved.data().source().path()).isEqualTo(Path.of("b.csv").toAbsolutePath());
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        // Given
        Configuration configuration = Configuration.of(Map.of(
                "data.set", "imagenet",
                "network.layers", "512,0",
                "optimizer.learning-rate", "-1",
                "steps", "10",
                "epochs", "2",
                "gate.phi", "1",
                "gate.theta-close", "0.9",
                "gate.policy", "guess",
                "loss.thresholds", "0.5,x",
                "bacth", "12"));

        // When
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> configuration.finish(RunDescription::read));

        // Then
        assertThat(refused.sentences())
                .hasSize(9)
                .contains(
                        "network.layers must be comma-separated whole numbers from 1 to 1048576, was '512,0'",
                        "optimizer.learning-rate must be a number above 0, was '-1'",
                        "gate.phi must be a number above 0 and below 1, was '1'",
                        "gate.theta-open must be at least gate.theta-close, 0.9, was 0.7",
                        "bacth is no known setting; did you mean batch?")
                .anyMatch(sentence -> sentence.startsWith("data.set must be digits, mnist=<folder>"))
                .anyMatch(sentence -> sentence.startsWith("either steps or epochs"))
                .anyMatch(sentence -> sentence.startsWith("gate.policy must be one of"))
                .anyMatch(sentence -> sentence.startsWith("loss.thresholds must be"));
    }

    @Test
    void saysWhichRatesAndSharesThereAre() {
        // Given
        Configuration configuration = Configuration.of(Map.of(
                "dropout", "1",
                "average.decay", "1",
                "optimizer.weight-decay", "-0.1",
                "data.evaluate", "validation",
                "data.label-noise", "2"));

        // When
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> configuration.finish(RunDescription::read));

        // Then
        assertThat(refused.sentences())
                .containsExactlyInAnyOrder(
                        "dropout must be a number at least 0 and below 1, was '1'",
                        "average.decay must be a number at least 0 and below 1, was '1'",
                        "data.validation-share must be above 0 where data.evaluate is validation, was 0.0",
                        "data.label-noise must be a number from 0 to 1, was '2'",
                        "optimizer.weight-decay must be a number at least 0, was '-0.1'");
    }

    @Test
    void refusesABatchLargerThanTheTrainingPart() {
        RunDescription run = RunDescription.parse("batch: 2000");

        assertThatThrownBy(() -> run.resolve(1437))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "batch is 2000, but the training part of digits has 1437 examples: expected at most as many");
    }

    @Test
    void refusesWhatIsNoYaml() {
        assertThatThrownBy(() -> RunDescription.parse("a: [1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("configuration file of the run is no valid YAML at line 1");
    }

    private static Map<String, String> drawn(Random random) {
        Map<String, List<String>> choices = Map.of(
                "data.set", List.of("digits", "csv=a b/'c': #d.csv", "mnist=/x,y", "cifar10=~"),
                "data.label", List.of("kind", "true", "12e4"),
                "data.scaling", List.of("unit", "standard"),
                "network.layers", List.of("7", "512,512", "3, 4,5"),
                "optimizer.name", List.of("sgd", "momentum", "adam"),
                "mode", List.of("lockstep", "async"),
                "gate.scope", List.of("own", "own+out"),
                "gate.policy", List.of("dense", "greedy-q"),
                "loss.thresholds", List.of("1,0.3", "1e-7"));
        Map<String, String> flags = new TreeMap<>();
        choices.forEach((key, values) -> {
            if (random.nextBoolean()) {
                flags.put(key, values.get(random.nextInt(values.size())));
            }
        });
        flags.put(random.nextBoolean() ? "steps" : "epochs", String.valueOf(1 + random.nextInt(500)));
        flags.put("optimizer.learning-rate", String.valueOf(random.nextDouble() + 1e-9));
        flags.put("optimizer.weight-decay", String.valueOf(random.nextInt(2) * random.nextDouble()));
        flags.put("dropout", String.valueOf(random.nextInt(2) * random.nextDouble()));
        flags.put("average.decay", String.valueOf(random.nextInt(2) * random.nextDouble()));
        flags.put("data.label-noise", String.valueOf(random.nextInt(2) * random.nextDouble()));
        flags.put("data.validation-share", String.valueOf(random.nextDouble() * 0.9 + 1e-6));
        flags.put("stop-at-target", String.valueOf(random.nextBoolean()));
        flags.put("data.evaluate", random.nextBoolean() ? "test" : "validation");
        flags.put("gate.budget", String.valueOf(random.nextFloat() + 1e-6f > 1 ? 1 : 0.3));
        flags.put("gate.alpha", String.valueOf(random.nextDouble() * 1e12));
        flags.put("data.separator", List.of("auto", "comma", "semicolon", "tab").get(random.nextInt(4)));
        flags.put("data.missing", List.of("refuse", "drop", "mean").get(random.nextInt(3)));
        flags.put("data.categories", random.nextBoolean() ? "refuse" : "columns");
        flags.put("seed", String.valueOf(random.nextLong()));
        return flags;
    }
}
