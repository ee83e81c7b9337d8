package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MethodTest {

    @Test
    void showsWhatIsTunedInOneOrder() {
        // Given: a map whose order is another in every process
        Map<String, List<String>> grid =
                IntStream.range(0, 9).boxed().collect(Collectors.toUnmodifiableMap(i -> "key-" + i, i -> List.of("1")));

        // When
        Method method = new Method("any", Map.of(), grid, false, Method.Copy.NOTHING);

        // Then
        assertThat(method.grid().keySet())
                .containsExactly("key-0", "key-1", "key-2", "key-3", "key-4", "key-5", "key-6", "key-7", "key-8");
    }

    @Test
    void whatFindsTheDensityItselfHasItsOwnDefaultsWhateverThePlanSaysForAll() {
        // When
        Map<String, String> settings =
                Methods.named("fisher-self-tuned").orElseThrow().settings();

        // Then
        assertThat(settings)
                .containsEntry("gate.policy", "fisher")
                .containsEntry("gate.self-tuned", "true")
                .containsEntry("gate.budget", "1.0")
                .containsEntry("gate.curvature-weight", "0.0")
                .containsEntry("gate.prune-after", "1")
                .doesNotContainKeys("gate.warm-up", "gate.last-change", "gate.final-density");
    }
}
