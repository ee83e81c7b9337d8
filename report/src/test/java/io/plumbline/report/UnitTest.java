package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.SyntheticRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loss of a text is told as people tell it, under its name. */
class UnitTest {

    private static final RunHistory OF_EXAMPLES = SyntheticRun.dense("a");

    @Test
    void aFairCoinForEveryCharacterIsOneBit() {
        Unit unit = Unit.of("character");

        assertThat(unit.measureName()).isEqualTo("bits per character");
        assertThat(unit.measure(Math.log(2))).isCloseTo(1, within(1e-15));
        assertThat(unit.measure(Math.log(256))).isCloseTo(8, within(1e-14));
        assertThat(unit.several()).isEqualTo("characters");
    }

    @Test
    void anyOfTwentyPiecesAlikeIsAPerplexityOfTwenty() {
        Unit unit = Unit.of("piece");

        assertThat(unit.measureName()).isEqualTo("perplexity");
        assertThat(unit.measure(Math.log(20))).isCloseTo(20, within(1e-12));
        assertThat(unit.several()).isEqualTo("pieces");
    }

    @Test
    void hiddenTokensAreToldUnderNamesOfTheirOwn() {
        // When
        Unit character = Unit.of("masked-character");
        Unit piece = Unit.of("masked-piece");

        // Then: the same numbers, of another task
        assertThat(character.measureName()).isEqualTo("bits per masked character");
        assertThat(character.measureKey()).isEqualTo("bits_per_masked_character");
        assertThat(character.measure(Math.log(2))).isCloseTo(1, within(1e-15));
        assertThat(character.several()).isEqualTo("characters");
        assertThat(piece.measureName()).isEqualTo("perplexity of masked pieces");
        assertThat(piece.measureKey()).isEqualTo("perplexity_of_masked_pieces");
        assertThat(piece.measure(Math.log(20))).isCloseTo(20, within(1e-12));
        assertThat(piece.several()).isEqualTo("pieces");
    }

    @Test
    void aRunThatSaysNothingIsOfExamples() {
        assertThat(Unit.of(OF_EXAMPLES.manifest().getData().getUnit())).isEqualTo(Unit.EXAMPLE);
        assertThat(Unit.EXAMPLE.measureName()).isEmpty();
        assertThat(Unit.EXAMPLE.measure(0.7)).isEqualTo(0.7);
    }

    @Test
    void theTableTellsItOfBothPartsWhereAllRunsAreOfOneKind() {
        // Given
        RunHistory text = of("character", SyntheticRun.dense("b"));
        double loss = text.evaluations().get(text.evaluations().size() - 1).getTestLoss();

        // Then
        assertThat(labels(List.of(text)))
                .contains("training loss", "training, bits per character", "test, bits per character");
        assertThat(SummaryTable.of(List.of(text)).rows())
                .contains(new Table.Row("test, bits per character", List.of(Figures.three(loss / Math.log(2)))));
        assertThat(labels(List.of(of("piece", OF_EXAMPLES)))).contains("training, perplexity", "test, perplexity");
        assertThat(labels(List.of(OF_EXAMPLES, text)))
                .noneMatch(label -> label.contains("bits") || label.contains("perplexity"));
    }

    @Test
    void aMaskedRunIsNotSetBesideOneOfNextTokens() {
        // Given
        RunHistory next = of("character", SyntheticRun.dense("b"));
        RunHistory masked = of("masked-character", SyntheticRun.dense("c"));

        // Then
        assertThat(labels(List.of(masked)))
                .contains("training, bits per masked character", "test, bits per masked character");
        assertThat(labels(List.of(next, masked))).noneMatch(label -> label.contains("bits"));
        assertThat(SummaryJson.of(masked).has("test_bits_per_masked_character")).isTrue();
        assertThat(SummaryJson.of(masked).has("test_bits_per_character")).isFalse();
        assertThat(SummaryJson.of(next).has("test_bits_per_character")).isTrue();
    }

    private static List<String> labels(List<RunHistory> histories) {
        return SummaryTable.of(histories).rows().stream().map(Table.Row::label).toList();
    }

    private static RunHistory of(String unit, RunHistory run) {
        var manifest = run.manifest().toBuilder();
        manifest.getDataBuilder().setUnit(unit);
        return new RunHistory(
                manifest.build(),
                run.evaluations(),
                run.progress(),
                run.conditions(),
                run.decisions(),
                run.acks(),
                run.prunings(),
                run.ending());
    }
}
