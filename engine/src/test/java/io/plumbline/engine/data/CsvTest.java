package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.engine.data.Encoding.Column;
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
    void takesTheLastColumnForTheClass() {
        // When
        Table table = read("1,2,0\n3,4,1\n", "");

        // Then
        assertThat(table.values()).containsExactly(1, 2, 3, 4);
        assertThat(table.labels()).containsExactly(0, 1);
    }

    @Test
    void skipsAHeaderAndTakesTheNamedColumn() {
        // When
        Table table = read("width;kind;height\n1;ash;2\n3;beech;4\n5;ash;6", "kind");

        // Then
        assertThat(table.values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(table.labels()).containsExactly(0, 1, 0);
        assertThat(table.classes()).isEqualTo(2);
    }

    @Test
    void readsNamedClassesWithoutAHeader() {
        assertThat(read("1,2,\"oak\"\n3,4,elm\n", "").labels()).containsExactly(1, 0);
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
    void readsQuotesAsTheyAreMeant() {
        // When
        Table table = read("\"a, left\",\"b \"\"x\"\"\",class\r\n1,2,\"cat,\n grey\"\r\n\r\n 3 , \"4\" ,dog", "");

        // Then
        assertThat(table.values()).containsExactly(1, 2, 3, 4);
        assertThat(table.encoding().classes()).containsExactly("cat,\n grey", "dog");
        assertThat(table.encoding().columns()).extracting(Column::name).containsExactly("a, left", "b \"x\"");
    }

    @Test
    void findsTheSeparatorOverTheFile() {
        for (String text : new String[] {
            "a;b\tc;class\n1;2;x\n3;4;y\n", "1\t2\tx,a\n3\t4\ty,b\n", "a,b,class\n1,2,x;1\n3,4,y;2\n", "1;2;a\n3;4;b\n"
        }) {
            assertThat(read(text, "").values()).as(text).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void takesTheSeparatorThatIsGiven() {
        // Given
        CsvSettings semicolon = new CsvSettings("", Separator.SEMICOLON, Missing.REFUSE, Categories.REFUSE);

        // When
        Table table = DataFiles.table("1;2;a,b,c\n3;4;d,e,f\n", semicolon);

        // Then
        assertThat(table.encoding().classes()).containsExactly("a,b,c", "d,e,f");
    }

    @Test
    void countsAllBadRowsAndNamesTheFirst() {
        refuses(
                "a,b,c\n1,2,0\n3,four,1\n5,6\n7,8,1\n9,0x1p3,1\n1d,2,0\n1,Infinity,1\n2,2,0\n3,3,1\n4,4,0\n5,5,0\n",
                "has 5 bad rows: 'four' at line 3, column 'b' (2), expected a plain number such as -0.5 or 1e3; "
                        + "2 columns at line 4, expected 3; '0x1p3' at line 6, column 'b' (2), expected a plain number "
                        + "such as -0.5 or 1e3; and 2 more");
    }

    @Test
    void readsPlainDecimalsAlone() {
        assertThat(read("1.,.5,0\n+1,-2e-3,1\n1E5,-0,1\n", "").values()).containsExactly(1, .5f, 1, -2e-3f, 1e5f, -0f);
        for (String number :
                new String[] {"1d", "2f", "0x1p3", "Infinity", "inf", "1_000", "1,5", "١", "--1", "1e", "e", "."}) {
            refuses("1,2,0\n3,\"" + number + "\",1\n5,6,0\n", "has 1 bad row: '" + number + "' at line 2, column 2");
        }
        refuses("1,2,0\n3,1e39,1\n5,6,0\n", "has 1 bad row: '1e39' at line 2, column 2, expected at most 3.4e38");
    }

    @Test
    void refusesWhatCannotBeTheWholeText() {
        refuses("1,2,\"a\n3,4,b\n5,6,c\n", "is no sound CSV file");
        refuses("1,2,\"a\"b\n3,4,b\n", "is no sound CSV file");
        refuses("1,2,a\u0000\n3,4,b\n", "holds NUL characters at line 1");
        refuses("1,2,a\n3," + "4".repeat(20_000_000) + ",b\n", "is no sound CSV file");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        // Given
        Csv latin1 = new Csv(
                "table.csv",
                DataFiles.opening("1,2,Größe\n3,4,b\n".getBytes(StandardCharsets.ISO_8859_1)),
                CsvSettings.DEFAULT,
                LoadListener.NONE);

        // When, Then
        assertThatThrownBy(() -> latin1.read(Optional.empty()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("table.csv is not UTF-8 text: save or convert it as UTF-8");
    }

    @Test
    void refusesNumbersThatMemoryCannotTellApart() {
        refuses(
                "a,c\n1e-300,0\n3e-300,1\n2e-300,0\n",
                "holds different numbers in column 'a' (1) that are all the same");
        refuses(
                "a,c\n1700000000001,0\n1700000000002,1\n",
                "holds different numbers in column 'a' (1) that are all the same");
    }

    @Test
    void spellsControlCharactersOut() {
        refuses("a,c\n\u001b[31m,0\n1,1\n2,0\n", "'\\u001b[31m' at line 2");
    }

    @Test
    void refusesNothingAtAll() {
        refuses("", "is empty, expected one example a line");
        refuses("\n \n", "is empty, expected one example a line");
        refuses("a,b,c\n", "holds a header but no example");
        refuses("1\n2\n", "has 1 column, expected at least one feature and the class");
    }

    @Test
    void refusesAColumnThatNobodyNamedOrTwoAreNamed() {
        assertThatThrownBy(() -> read("a,b,c\n1,2,0\n", "d"))
                .hasMessageContaining("has no column named 'd' in its first line, expected one of [a, b, c]");
        assertThatThrownBy(() -> read("a,b,b\n1,2,0\n", "b"))
                .hasMessageContaining("has two columns named 'b', 2 and 3");
    }

    private static void refuses(String text, String part) {
        assertThatThrownBy(() -> read(text, ""))
                .as(text.substring(0, Math.min(80, text.length())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv ")
                .hasMessageContaining(part)
                .message()
                .hasLineCount(1);
    }

    private static Table read(String text, String label) {
        return DataFiles.table(text, new CsvSettings(label, Separator.AUTO, Missing.REFUSE, Categories.REFUSE));
    }
}
