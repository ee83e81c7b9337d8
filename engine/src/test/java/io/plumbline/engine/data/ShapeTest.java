package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void countsTheNumbersOfAnExample() {
        // When
        Shape image = Shape.of(32, 16, 3);

        // Then
        assertThat(image.size()).isEqualTo(1536);
        assertThat(image.sizes()).containsExactly(32, 16, 3);
        assertThat(image).hasToString("[32, 16, 3]").isNotEqualTo(Shape.of(1536));
    }

    @Test
    void refusesWhatHoldsNothingOrTooMuch() {
        assertThatThrownBy(Shape::of).hasMessage("a shape has at least one size, each at least 1, got []");
        assertThatThrownBy(() -> Shape.of(3, 0))
                .hasMessage("a shape has at least one size, each at least 1, got [3, 0]");
        assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16))
                .hasMessage("an example of shape [65536, 65536] has too many numbers");
    }
}
