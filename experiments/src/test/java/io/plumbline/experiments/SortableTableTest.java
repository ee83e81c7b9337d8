package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.experiments.SortableTable.Cell;
import io.plumbline.experiments.SortableTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortableTableTest {

    @Test
    void saysWhatItIsSortedBy() {
        // When
        String html = SortableTable.of(Column.of("cost"), "time")
                .sortedBy(1, false)
                .add("dense", Forest.Role.DENSE, List.of(Cell.of(2.5, "2.5"), Cell.of(1, "1 s")))
                .html();

        // Then
        assertThat(html)
                .startsWith("<table class=\"sortable\">")
                .contains("<th scope=\"col\" aria-sort=\"none\">method</th>")
                .contains("<th scope=\"col\" aria-sort=\"none\">cost</th>")
                .contains("<th scope=\"col\" aria-sort=\"descending\">time</th>")
                .contains("<td data-value=\"2.5\">2.5</td>")
                .contains("<tr class=\"dense\" data-method=\"dense\"><th scope=\"row\">dense</th>");
    }

    @Test
    void givesWhatWasMissedNoValueToSortBy() {
        assertThat(SortableTable.of(Column.of("cost"))
                        .add(
                                "random",
                                Forest.Role.PEER,
                                List.of(new Cell("missed", "8 of 10", Double.POSITIVE_INFINITY, true)))
                        .html())
                .contains("<td class=\"missed\">missed<small>8 of 10</small></td>");
    }

    @Test
    void putsATitleAboveColumnsOfOneGroup() {
        // Given
        SortableTable table = new SortableTable(List.of(
                new Column("Cost", "to 1", false),
                new Column("Cost", "to 0.5", false),
                new Column("Time", "to 1", false)));

        // When
        String html = table.html();

        // Then
        assertThat(html)
                .contains(
                        "<th scope=\"colgroup\" colspan=\"2\">Cost</th><th scope=\"colgroup\" colspan=\"1\">Time</th>")
                .contains("<th scope=\"col\" aria-sort=\"none\" class=\"first\">to 1</th>");
    }

    @Test
    void escapesNamesAndTexts() {
        assertThat(SortableTable.of(Column.words("what"))
                        .add("<b>\"", Forest.Role.PEER, List.of(Cell.text("a < b")))
                        .html())
                .contains("data-method=\"&lt;b&gt;&quot;\"><th scope=\"row\">&lt;b&gt;&quot;</th>")
                .contains("<td class=\"words\">a &lt; b</td>")
                .doesNotContain("<b>");
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThatThrownBy(() -> SortableTable.of(Column.of("cost")).add("dense", Forest.Role.DENSE, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the row of dense has 0 cells, the table has 1 columns");
    }
}
