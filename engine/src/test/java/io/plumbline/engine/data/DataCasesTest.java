package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them, each read whole or refused with a sentence. Most CSV files hold the same 150 examples. */
class DataCasesTest {

    /** Of the training part of those examples. */
    private static final String SAME = "ef41744b";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ok.csv                                | 150 | 3
            bom-no-header.csv                     | 150 | 3
            no-bom-no-header.csv                  | 150 | 3
            cr-only.csv                           | 150 | 3
            crlf-no-final-newline.csv             | 150 | 3
            duplicate-header.csv                  | 150 | 3
            gzip-trailing-zeros.csv.gz            | 150 | 3
            two-member.csv.gz                     | 150 | 3
            labels-float.csv                      | 150 | 3
            labels-float-and-int-mixed.csv        | 150 | 3
            pandas-integer-header.csv             | 150 | 3
            quoted-comma-in-class.csv             | 150 | 3
            quoted-comma-in-feature-header.csv    | 150 | 3
            semicolon-in-header-name.csv          | 150 | 3
            """)
    void readsTheSameExamplesHoweverTheyAreWritten(String file, int rows, int classes) {
        // When
        DataSet set = DataSet.load(DataFiles.of("csv=" + place(file)));

        // Then
        assertThat(set.training().size() + set.test().size()).isEqualTo(rows);
        assertThat(set.training().classes()).isEqualTo(classes);
        assertThat(set.sha256()).startsWith(SAME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            csv   | huge-offset-features.csv              | 150 | 3
            csv   | tiny-scale-features.csv               | 150 | 3
            csv   | labels-from-one.csv                   | 150 | 4
            csv   | labels-gap.csv                        | 150 | 1000
            csv   | labels-minus-plus-one-first-minus.csv | 100 | 2
            csv   | labels-minus-plus-one-first-plus.csv  | 100 | 2
            csv   | names-all.csv                         | 150 | 3
            csv   | names-columns-reordered.csv           | 150 | 3
            csv   | names-without-cat.csv                 | 100 | 2
            mnist | idx-dot-names                         | 60  | 10
            mnist | idx-gz-two-members                    | 60  | 10
            mnist | idx-macos-forks                       | 60  | 10
            mnist | idx-non-square                        | 60  | 10
            mnist | idx-one-class                         | 60  | 10
            mnist | idx-test-labels-but-no-test-images    | 60  | 10
            """)
    void readsTheWholeOfIt(String kind, String file, int rows, int classes) {
        // When
        DataSet set = DataSet.load(DataFiles.of(kind + "=" + place(file)));

        // Then
        assertThat(set.training().size() + set.test().size()).isEqualTo(rows);
        assertThat(set.training().classes()).isEqualTo(classes);
        assertThat(set.scaling().factor()).as("features to learn from").doesNotContain(0f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            csv   | bom-label-first.csv                   | holds 148 different classes in 150 rows of column 'd' (5)
            csv   | label-first-no-bom.csv                | Name the column of the class with data.label
            csv   | category-codes-1d-2f.csv              | holds text in column 'c' (3) ('1d' at line 2): set data.categories
            csv   | category-codes-1d-3x.csv              | holds text in column 'c' (3) ('1d' at line 2): set data.categories
            csv   | comment-lines.csv                     | has 2 bad rows: 1 column at line 2, expected 5; 'a' at line 3
            csv   | empty.csv                             | is empty, expected one example a line
            csv   | first-row-missing-value-no-header.csv | has 1 row with missing values: 'NA' at line 1, column 3
            csv   | gzip-trailing-garbage.csv.gz          | what follows its member 1 is neither a further one nor padding
            csv   | gzip-truncated.csv.gz                 | is truncated
            csv   | header-only.csv                       | holds a header but no example
            csv   | inf-feature.csv                       | has 1 bad row: 'inf' at line 151, column 'a' (1)
            csv   | nul-bytes.csv                         | holds NUL characters at line 152
            csv   | one-row.csv                           | holds '0' in all rows of column 5, the class
            csv   | second-gzip-member-cut-in-header.csv.gz | is truncated
            csv   | second-gzip-member-damaged.csv.gz     | what follows its member 1 is neither a further one nor padding
            csv   | second-gzip-member-unknown-method.csv.gz | Unsupported compression method 9
            csv   | single-class-name.csv                 | holds 'cat' in all rows of column 'class' (5), the class
            csv   | single-class-zero.csv                 | holds '0' in all rows of column 'class' (5), the class
            csv   | trailing-comma.csv                    | has 150 bad rows: no class at line 2, column 6
            csv   | utf16.csv                             | is not UTF-8 text
            mnist | idx-count-2^31                        | is truncated: 60 bytes of labels
            mnist | idx-float-images                      | begins with 3331, expected the magic number 2051
            mnist | idx-html-error-page                   | expected the magic number 2051
            mnist | idx-labels-from-one-to-ten            | label 6 is 10, expected 0 to 9
            mnist | idx-labels-without-images             | holds no train-images-idx3-ubyte
            mnist | idx-little-endian                     | expected the magic number 2049
            mnist | idx-trailing-byte-images              | goes on after its 60 images
            mnist | idx-trailing-byte-labels              | goes on after its 60 labels
            mnist | idx-zero-images                       | says that it holds 0 records
            """)
    void refusesWithASentence(String kind, String file, String part) {
        assertThatThrownBy(() -> DataSet.load(DataFiles.of(kind + "=" + place(file))))
                .isInstanceOf(DataException.class)
                .message()
                .contains(part)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"two-rows.csv,2", "three-rows.csv,3"})
    void readsVeryFewExamples(String file, int rows) {
        // When
        DataSet set = DataSet.load(DataFiles.of("csv=" + place(file)));

        // Then
        assertThat(set.training().size() + set.test().size()).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bom-label-first.csv", "label-first-no-bom.csv"})
    void findsANamedClassColumnBehindAMark(String file) {
        // When
        DataSet set = DataSet.load(DataFiles.csv("csv=" + place(file), "class"));

        // Then
        assertThat(set.training().size() + set.test().size()).isEqualTo(150);
        assertThat(set.sha256()).startsWith(SAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e3",
                "&k",
                "@k",
                "`k",
                "[k]",
                "kind: of",
                "- x",
                "2001-12-14",
                ".inf",
                "!k",
                "#kind",
                "null",
                "0o7",
                "%k",
                "it's",
                "1:30",
                "*k",
                "~",
                "класс κ",
                "yes"
            })
    void takesAnyHeaderForANameOfTheClass(String label, @TempDir Path folder) throws IOException {
        // Given
        String text = Files.readString(place("ok.csv")).replaceFirst("class", label);
        Path file = DataFiles.plain(folder, "a.csv", text.getBytes(StandardCharsets.UTF_8));

        // When
        DataSet named = DataSet.load(DataFiles.csv("csv=" + file, label));

        // Then
        assertThat(named.sha256()).startsWith(SAME);
        assertThat(DataSet.load(DataFiles.of("csv=" + file)).sha256()).isEqualTo(named.sha256());
    }

    static Path place(String file) {
        try {
            return Path.of(DataCasesTest.class.getResource("cases").toURI()).resolve(file);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
