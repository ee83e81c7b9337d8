package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Missing values, and columns of text. */
class MissingValuesTest {

    private static final String GAPS = "a,b,class\n1,2,0\nNA,3,1\n3,,0\n4,?,1\n5,6,\n6,7,1\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "na", "N/A", "NaN", "nan", "null", "NULL", "?", " "})
    void areRefusedByDefaultWithTheirNumber(String gap) {
        assertThatThrownBy(() -> table("a,b,class\n1,2,0\n" + gap + ",3,1\n4,5,1\n2," + gap + ",0\n", Missing.REFUSE))
                .isInstanceOf(DataException.class)
                .hasMessage("table.csv has 2 rows with missing values: '" + gap.strip()
                        + "' at line 3, column 'a' (1); '" + gap.strip()
                        + "' at line 5, column 'b' (2); set data.missing=drop to leave them out, or =mean to put the mean"
                        + " there");
    }

    @Test
    void dropLeavesTheirRowsOutAndSaysHowMany() {
        // Given
        List<String> said = new ArrayList<>();
        LoadListener listener = new LoadListener() {
            @Override
            public void onLeftOut(String sentence) {
                said.add(sentence);
            }
        };
        CsvSettings drop = new CsvSettings("", Separator.AUTO, Missing.DROP, Categories.REFUSE);
        Csv csv = new Csv("table.csv", DataFiles.opening(GAPS.getBytes(StandardCharsets.UTF_8)), drop, listener);

        // When
        Table table = csv.read(Optional.empty());

        // Then
        assertThat(table.values()).containsExactly(1, 2, 6, 7);
        assertThat(table.labels()).containsExactly(0, 1);
        assertThat(said).containsExactly("table.csv: left out 4 rows of 6 with missing values, as data.missing says");
    }

    @Test
    void aMissingClassHasNoMean() {
        assertThatThrownBy(() -> table(GAPS, Missing.MEAN))
                .hasMessage("table.csv has 1 bad row: no class at line 6, column 'class' (3)");
    }

    @Test
    void theMeanIsThatOfTheTrainingPart() {
        // Given
        Table training = new Table(new float[] {1, Float.NaN, 3, 4, Float.NaN, 8}, new int[] {0, 1, 0}, 2, 2);
        Table test = new Table(new float[] {100, Float.NaN, Float.NaN, 100}, new int[] {0, 1}, 2, 2);

        // When
        List<Table> filled = Means.fill("a.csv", withColumns(training), withColumns(test));

        // Then
        assertThat(filled.get(0).values()).containsExactly(1, 6, 3, 4, 2, 8);
        assertThat(filled.get(1).values()).containsExactly(100, 6, 2, 100);
        assertThat(filled.get(1).encoding().means()).containsExactly(2f, 6f);
    }

    @Test
    void theMeanGoesWithTheNetwork() throws IOException {
        // Given
        CsvSettings mean = new CsvSettings("", Separator.AUTO, Missing.MEAN, Categories.COLUMNS);
        DataSet learned = load("a,c,class\n1,x,0\nNA,y,1\n3,x,0\n4,,1\n5,x,0\n6,y,1\n", mean);

        // When
        DataSet judged = DataSet.load(
                file("a,c,class\nNA,x,0\n9,x,1\n9,NA,1\n9,x,0\n", mean), learned.encoding(), learned.scaling());

        // Then
        assertThat(learned.encoding().means()).hasSize(3);
        assertThat(judged.encoding()).isEqualTo(learned.encoding());
        float scaledMean =
                (learned.encoding().means().get(0) - learned.scaling().offset()[0])
                        * learned.scaling().factor()[0];
        assertThat(List.of(judged.training().value(0, 0), judged.test().value(0, 0)))
                .contains(scaledMean);
    }

    @Test
    void textIsRefusedByNameOrMadeColumns() {
        // Given
        String text = "size,colour,class\n1,red,0\n2,blue,1\n3,red,0\n";

        // When
        Table table = DataFiles.table(text, new CsvSettings("", Separator.AUTO, Missing.REFUSE, Categories.COLUMNS));

        // Then
        assertThat(table.values()).containsExactly(1, 0, 1, 2, 1, 0, 3, 0, 1);
        assertThat(table.encoding().columns().get(1).categories()).containsExactly("blue", "red");
        assertThatThrownBy(() -> table(text, Missing.REFUSE))
                .hasMessageContaining(
                        "holds text in column 'colour' (2) ('red' at line 2): set data.categories=columns");
    }

    @Test
    void aFewTextsAmongNumbersStayBadRows() {
        // Given
        String text = "size,class\n1,0\n2,1\nbig,0\n";
        CsvSettings columns = new CsvSettings("", Separator.AUTO, Missing.REFUSE, Categories.COLUMNS);

        // When, Then
        assertThatThrownBy(() -> DataFiles.table(text, columns))
                .hasMessageContaining("has 1 bad row: 'big' at line 4, column 'size' (1)");
    }

    private static Table withColumns(Table table) {
        List<Encoding.Column> columns =
                List.of(new Encoding.Column("a", List.of()), new Encoding.Column("b", List.of()));
        return new Table(
                table.values(), table.labels(), Shape.of(2), new Encoding(columns, List.of(), List.of("0", "1")));
    }

    private static Table table(String text, Missing missing) {
        return DataFiles.table(text, new CsvSettings("", Separator.AUTO, missing, Categories.REFUSE));
    }

    private DataSet load(String text, CsvSettings csv) throws IOException {
        return DataSet.load(file(text, csv));
    }

    private DataSettings file(String text, CsvSettings csv) throws IOException {
        return DataFiles.csv("csv=" + DataFiles.plain(folder, "a.csv", text.getBytes(StandardCharsets.UTF_8)), csv);
    }
}
