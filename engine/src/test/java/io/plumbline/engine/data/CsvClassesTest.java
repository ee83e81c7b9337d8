package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvClassesTest {

    @Test
    void aNumberIsOneClassHoweverItIsSpelt() {
        // When
        Table table = read("1", "1.0", "+2", "02", "0", "-0", "2e0");

        // Then
        assertThat(table.labels()).containsExactly(1, 1, 2, 2, 0, 0, 2);
        assertThat(table.encoding().classes()).containsExactly("0", "1", "2");
    }

    @Test
    void negativeNumbersAreClassesBySizeWhicheverComesFirst() {
        assertThat(read("1", "-1", "1").labels()).containsExactly(1, 0, 1);
        assertThat(read("-1", "1", "1").labels()).containsExactly(0, 1, 1);
        assertThat(read("-1", "10", "9", "-1").encoding().classes()).containsExactly("-1", "9", "10");
        assertThat(read("2000", "1000", "1000").encoding().classes()).containsExactly("1000", "2000");
    }

    @Test
    void oneNameMakesNamesOfAll() {
        // When
        Table table = read("1", "1.0", "one", "1");

        // Then
        assertThat(table.encoding().classes()).containsExactly("1", "1.0", "one");
    }

    @Test
    void refusesASingleClassWhateverItsNumber() {
        for (String one : new String[] {"0", "1", "7", "cat"}) {
            assertThatThrownBy(() -> read(one, one, one))
                    .hasMessage("table.csv holds '" + one
                            + "' in all rows of column 2, the class: expected 2 to 1000 classes");
        }
    }

    @Test
    void refusesAMeasurement() {
        assertThatThrownBy(() -> read("0.1", "0.2", "0.35", "0.2"))
                .hasMessageContaining(
                        "holds 3 different classes in 4 rows of column 2, expected 2 to 1000: is it a measurement?");
        String[] many = IntStream.range(0, 1001).mapToObj(i -> "n" + i).toArray(String[]::new);
        assertThatThrownBy(() -> read(many)).hasMessageContaining("holds 1001 different classes in 1001 rows");
        String[] evenMore = IntStream.range(0, 10_001).mapToObj(i -> "n" + i).toArray(String[]::new);
        assertThatThrownBy(() -> read(evenMore)).hasMessageContaining("holds more than 10000 different classes");
    }

    @Test
    void refusesAMissingClass() {
        assertThatThrownBy(() -> read("a", "", "b", "NA"))
                .hasMessage("table.csv has 2 bad rows: no class at line 2, column 2; no class at line 4, column 2");
    }

    private static Table read(String... classes) {
        String text = IntStream.range(0, classes.length)
                .mapToObj(i -> i + 0.5 + "," + classes[i])
                .collect(Collectors.joining("\n"));
        return DataFiles.table(text, CsvSettings.DEFAULT);
    }
}
