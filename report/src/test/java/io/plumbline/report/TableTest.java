package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsLettersBeyondAscii() {
        // Given
        Table table = new Table(
                List.of("dense", "gated"),
                List.of(new Table.Row("κ", List.of("1", "–")), new Table.Row("loss", List.of("0.25", "∞"))),
                List.of("A note."));

        // When
        List<String> lines = table.text().lines().toList();

        // Then
        assertThat(lines)
                .containsExactly(
                        "      dense  gated",
                        "──────────────────",
                        "κ         1      –",
                        "loss   0.25      ∞",
                        "",
                        "A note.");
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThatThrownBy(() -> new Table(List.of("a"), List.of(new Table.Row("x", List.of())), List.of()))
                .hasMessage("row 'x' has 0 cells, the table has 1 columns");
    }

    @Test
    void writesNumbersForPeople() {
        assertThat(List.of(
                        Figures.three(0.123456),
                        Figures.three(1234.4),
                        Figures.three(-0.5),
                        Figures.three(0.00001234),
                        Figures.three(0),
                        Figures.three(Double.NaN),
                        Figures.three(Double.NEGATIVE_INFINITY),
                        Figures.percent(0.1234),
                        Figures.count(12_345),
                        Figures.plain(0.003)))
                .containsExactly("0.123", "1234", "−0.5", "1.23e−5", "0", "–", "−∞", "12.3 %", "12,345", "0.003");
    }
}
