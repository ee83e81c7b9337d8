package io.plumbline.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The one table of settings, and what must agree with it. */
class SettingKeyTest {

    @Test
    void theReadmeHasTheTable() throws IOException {
        // When
        List<String> readme = Files.readAllLines(Path.of("README.md"));

        // Then
        assertThat(readme)
                .containsAll(SettingKey.ALL.stream().map(SettingKey::markdown).toList());
    }

    @Test
    void everyComponentOfTheRecordsHasAKey() {
        // When
        long components = Stream.of(GateSettings.class.getRecordComponents())
                .map(RecordComponent::getType)
                .filter(Class::isRecord)
                .mapToLong(group -> group.getRecordComponents().length)
                .sum();

        // Then: and the policy
        assertThat(SettingKey.ALL).hasSize((int) components + 1);
    }

    @Test
    void everyKeyReadsWhatItWrote() {
        // Given
        GateSettings usual = GateSettings.defaults("fisher", 3000);

        for (SettingKey row : SettingKey.ALL) {
            // When
            Object other = other(row, row.value().apply(usual));
            GateSettings changed = usual.with(row.key(), other);

            // Then
            assertThat(row.value().apply(changed)).as(row.key()).isEqualTo(other);
            assertThat(changed.values()).as(row.key()).containsEntry(row.key(), other);
            assertThat(changed.with(row.key(), row.value().apply(usual))).isEqualTo(usual);
        }
    }

    /** Another value that the row allows. */
    private static Object other(SettingKey row, Object value) {
        return switch (row.kind()) {
            case NUMBER -> (Object) ((Double) value - 0.01 > 0 ? (Double) value - 0.01 / 2 : (Double) value / 2);
            case COUNT, STEPS -> (Object) ((Long) value + 1);
            case FLAG -> !(Boolean) value;
            case TEXT -> row.choices().isEmpty() ? "magnitude" : row.choices().get(0);
        };
    }

    @Test
    void settingsLackFloorsOfKindsUntilTheyAreGiven() {
        // Given
        GateSettings usual = GateSettings.defaults("fisher", 3000);
        List<String> optional = SettingKey.KEYS.stream()
                .map(SettingKey::key)
                .filter(key -> key.contains("."))
                .toList();

        // Then
        assertThat(optional)
                .hasSize(12)
                .contains("floor-nodes.attention-head", "floor-share.attention-head", "floor-nodes.dense");
        assertThat(usual.values()).doesNotContainKeys(optional.toArray(String[]::new));
        assertThat(usual.with("floor-nodes.expert", 3).values())
                .containsEntry("floor-nodes.expert", 3L)
                .containsEntry("floor-nodes", 2L)
                .hasSize(SettingKey.ALL.size() + 1);
        assertThat(usual.with("floor-share.expert", 1).values()).containsEntry("floor-share.expert", 1.0);
    }

    @Test
    void refusesWhatIsOutOfRange() {
        refuses("alpha", Double.NaN, "gate.alpha must be a number, was NaN");
        refuses("alpha", Double.POSITIVE_INFINITY, "gate.alpha must be a number, was Infinity");
        refuses("phi", 1.0, "gate.phi must be a number above 0 and below 1, was 1.0");
        refuses("rest", -1, "gate.rest must be a whole number at least 0 and at most 1000000, was -1");
        refuses("adam-steps", 0.5, "gate.adam-steps must be a whole number at least 1 and at most 1000000, was 0.5");
        refuses("self-tuned", "yes", "gate.self-tuned must be true or false, was yes");
        refuses("scope", "all", "gate.scope must be own or own+out, was all");
        refuses("policy", " ", "gate.policy must be a word, was  ");
        refuses("capability", 5, "gate.capability is no setting that this version knows");
        refuses(
                "floor-nodes.expert",
                -1,
                "gate.floor-nodes.expert must be a whole number at least 0 and at most 1000000, was -1");
        refuses("floor-share.dense", 2, "gate.floor-share.dense must be a number from 0 to 1, was 2.0");
        refuses("floor-nodes.head", 2, "gate.floor-nodes.head is no setting that this version knows");
        refuses("floor-nodes.", 2, "gate.floor-nodes. is no setting that this version knows");
        refuses("budget.expert", 0.2, "gate.budget.expert is no setting that this version knows");
        refuses("theta-open", 0.2, "gate.theta-open must be at least gate.theta-close, 0.3, was 0.2");
        refuses("last-change", 10, "gate.last-change must be at least gate.warm-up, 150, was 10");
    }

    @Test
    void needsEveryKey() {
        assertThatThrownBy(() -> GateSettings.of(Map.of(), List.of())).hasMessageStartingWith("gate.policy must be");
    }

    private static void refuses(String key, Object value, String sentence) {
        GateSettings usual = GateSettings.defaults("fisher", 3000);

        assertThatThrownBy(() -> usual.with(key, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }
}
