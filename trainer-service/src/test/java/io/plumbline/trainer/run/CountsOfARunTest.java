package io.plumbline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.settings.OpenCounts;
import io.plumbline.service.Configuration;
import io.plumbline.service.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The counts that a policy follows, in a run's description. */
class CountsOfARunTest {

    @Test
    void comeBackFromTheResolvedForm() {
        for (String counts : List.of("200:48", "200:480,490; 300:450,470")) {
            // Given
            String layers = counts.contains(",") ? "512,512" : "60";
            RunDescription run = Configuration.of(
                            Map.of("network.layers", layers, "gate.policy", "random-counts", "gate.counts", counts))
                    .finish(RunDescription::read);

            // When
            RunDescription back = RunDescription.parse(run.resolve(1437).yaml());

            // Then
            assertThat(OpenCounts.spelling(back.gating().settings().counts())).isEqualTo(counts);
            assertThat(back.gating().resolved(3000).counts()).hasSize(counts.contains(";") ? 2 : 1);
        }
    }

    @Test
    void aDenseTwinTakesTheSettingsOfTheRunThatFollowsCounts() {
        // When
        RunDescription twin = RunDescription.parse("gate: {policy: dense, counts: '200:480,490'}");

        // Then
        assertThat(twin.gating().settings().counts()).isEmpty();
    }

    @Test
    void saysWhichCountsAreNoneOfTheRun() {
        refusesCounts("random-counts", "200:480", "gate.counts of step 200 must be numbers of 2 layers, were 1");
        refusesCounts(
                "random-counts",
                "200:480,513",
                "gate.counts of step 200 must leave 52 to 512 nodes of layer dense-2 open, were 513");
        refusesCounts("random-counts", "200", "gate.counts must be " + OpenCounts.FORM + ", had '200'");
        refusesCounts(
                "fisher",
                "200:480,490",
                "gate.counts must be left out for the policy fisher: only random-counts follows it");
        refusesCounts(
                "random-counts", "", "gate.counts must be given for the policy random-counts: " + OpenCounts.FORM);
    }

    private static void refusesCounts(String policy, String counts, String sentence) {
        Map<String, String> flags = new TreeMap<>(Map.of("gate.policy", policy));
        if (!counts.isEmpty()) {
            flags.put("gate.counts", counts);
        }
        assertThatThrownBy(() -> Configuration.of(flags).finish(RunDescription::read))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.sentences()).containsExactly(sentence));
    }
}
