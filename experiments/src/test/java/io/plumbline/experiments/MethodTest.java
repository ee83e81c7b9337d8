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
}
