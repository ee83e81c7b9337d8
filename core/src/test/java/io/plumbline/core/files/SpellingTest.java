package io.plumbline.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SpellingTest {

    private enum Fruit {
        PINE_APPLE,
        FIG
    }

    @Test
    void wordsAreLowerCaseWithHyphensAndLeadBack() {
        // Given, When, Then
        assertThat(Spelling.all(Fruit.class)).containsExactly("pine-apple", "fig");
        for (Fruit fruit : Fruit.values()) {
            assertThat(Spelling.find(Fruit.class, Spelling.of(fruit))).contains(fruit);
            assertThat(Spelling.constant(Fruit.class, "fruit", Spelling.of(fruit)))
                    .isEqualTo(fruit);
        }
    }

    @Test
    void wordsAreTheSameInEveryLanguage() {
        // Given
        Locale before = Locale.getDefault();
        try {
            // When
            Locale.setDefault(Locale.forLanguageTag("tr")); // a small I has no dot there

            // Then
            assertThat(Spelling.of(Fruit.FIG)).isEqualTo("fig");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void namesWhatWasExpectedWhereNoConstantIsWrittenSo() {
        // Given, When, Then
        assertThat(Spelling.find(Fruit.class, "FIG")).isEmpty();
        assertThatThrownBy(() -> Spelling.constant(Fruit.class, "fruit", "plum"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fruit 'plum' is not one of pine-apple, fig");
    }
}
