package io.plumbline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

    @TempDir
    private Path folder;

    @Test
    void takesTheLastColumnForTheClass() throws IOException {
        // When
        Table table = read("1,2,0\n3,4,1\n", Optional.empty());

        // Then
        assertThat(table.values()).containsExactly(1, 2, 3, 4);
        assertThat(table.labels()).containsExactly(0, 1);
    }

    @Test
    void skipsAHeaderAndTakesTheNamedColumn() throws IOException {
        // When
        Table table = read("width;kind;height\n1;ash;2\n3;beech;4\n5;ash;6", Optional.of("kind"));

        // Then
        assertThat(table.values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(table.labels()).containsExactly(0, 1, 0);
        assertThat(table.classes()).isEqualTo(2);
    }

    @Test
    void readsNamedClassesWithoutAHeader() throws IOException {
        assertThat(read("1,2,\"oak\"\n3,4,elm\n", Optional.empty()).labels()).containsExactly(1, 0);
    }

    @Test
    void readsGzipFilesAndStandardises() throws IOException {
        // Given
        Path file = DataFiles.gzip(folder, "a.csv.gz", "0,0\n0,1\n2,0\n2,1\n2,0\n".getBytes(StandardCharsets.UTF_8));

        // When
        DataSet set = DataSet.load(DataFiles.of("csv=" + file));

        // Then
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < set.training().size(); i++) {
            sum += set.training().value(i, 0);
            squares += set.training().value(i, 0) * set.training().value(i, 0);
        }
        assertThat(sum).isCloseTo(0, within(1e-5));
        assertThat(squares / set.training().size()).isCloseTo(1, within(1e-5));
    }

    @Test
    void namesTheLineOfWhatIsNoNumber() {
        refuses("1,2,0\n3,four,1\n", "has 'four' at line 2, column 2, expected a finite number");
        refuses("a,b,c\n1,2,0\n3,NaN,1\n", "has 'NaN' at line 3, column 2, expected a finite number");
    }

    @Test
    void namesTheLineOfAWrongNumberOfColumns() {
        refuses("1,2,0\n\n3,1\n", "has 2 columns at line 3, expected 3");
    }

    @Test
    void namesTheLineOfAWrongClass() {
        refuses("1,2,0\n3,4,-1\n", "has class '-1' at line 2, expected a whole number from 0 to 999");
    }

    @Test
    void refusesNothingAtAll() {
        refuses("", "is empty, expected one example a line");
        refuses("a,b,c\n", "holds a header but no example");
    }

    @Test
    void refusesASingleClass() {
        refuses("1,2,0\n3,4,0\n", "holds 1 classes, expected 2 to 1000");
    }

    @Test
    void refusesAColumnThatNobodyNamed() {
        assertThatThrownBy(() -> read("a,b,c\n1,2,0\n", Optional.of("d")))
                .hasMessageContaining("has no column named 'd' in its first line, expected one of [a, b, c]");
    }

    private static void refuses(String text, String part) {
        assertThatThrownBy(() -> read(text, Optional.empty()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv " + part);
    }

    private static Table read(String text, Optional<String> label) throws IOException {
        return new Csv("table.csv", label).read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
