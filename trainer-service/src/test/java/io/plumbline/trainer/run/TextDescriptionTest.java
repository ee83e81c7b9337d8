package io.plumbline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.engine.data.Objective;
import io.plumbline.engine.data.TextSettings;
import io.plumbline.engine.data.Tokenizer;
import io.plumbline.service.ConfigurationException;
import org.junit.jupiter.api.Test;

/** How a run is to read a text. */
class TextDescriptionTest {

    @Test
    void keepsHowATextIsRead() {
        // Given
        RunDescription run = RunDescription.parse(
                "data: {tokenizer: pieces, vocabulary: 1024, tokens: 32, objective: masked, validation-share: 0.1}");

        // Then
        assertThat(run.data().text()).isEqualTo(new TextSettings(Tokenizer.Kind.PIECES, 1024, 32, Objective.MASKED));
        assertThat(RunDescription.parse(run.yaml()).data()).isEqualTo(run.data());
        assertThat(RunDescription.parse("").yaml())
                .as("other sets say nothing of it")
                .doesNotContain("tokenizer");
    }

    @Test
    void saysAtOnceAllThatIsWrongWithATextForAPerceptron() {
        // When
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class,
                () -> RunDescription.parse("data: {set: text=a.txt, tokens: 1, vocabulary: 99999, objective: all,"
                        + " tokenizer: words, label-noise: 0.5}"));

        // Then
        assertThat(refused.sentences())
                .containsExactlyInAnyOrder(
                        "data.tokens must be a whole number from 2 to 65536, was '1'",
                        "data.vocabulary must be a whole number from 256 to 65535, was '99999'",
                        "data.objective must be one of next, masked, was 'all'",
                        "data.tokenizer must be one of characters, pieces, was 'words'",
                        "data.label-noise must be 0 for a text, which has no labels of its own, was 0.5",
                        "network.kind mlp predicts one class of an example, and data.set text=a.txt is a text: expected"
                                + " transformer");
    }
}
