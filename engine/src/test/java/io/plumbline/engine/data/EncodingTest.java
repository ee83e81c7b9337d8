package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.data.Encoding.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingTest {

    private static final String PETS = "a,b,class\n1,2,cat\n2,3,dog\n9,4,owl\n1,3,cat\n2,2,dog\n8,4,owl\n";

    @TempDir
    private Path folder;

    @Test
    void comesBackEqualFromItsText() {
        // Given
        Encoding encoding = new Encoding(
                List.of(new Column("a \"b\"\n", List.of()), new Column("", List.of("é", "κ,x"))),
                List.of(0.1f, 1e-38f, 3f),
                List.of("cat", "", "-1"));

        // When
        Encoding back = Encoding.parse(encoding.json());

        // Then
        assertThat(back).isEqualTo(encoding);
        assertThat(back.classOf("-1")).hasValue(2);
        assertThat(back.classOf("")).isEmpty();
        back.requireFits(3, 3);
    }

    @Test
    void refusesATextThatIsNone() {
        for (String text : new String[] {
            "",
            "{}",
            "[]",
            "null",
            "{\"columns\":[],\"means\":[],\"classes\":null}",
            "{\"columns\":[],\"means\":[],\"classes\":[\"a\"]}",
            "{\"columns\":[],\"means\":[],\"classes\":[\"a\",\"a\"]}",
            "{\"columns\":[],\"means\":[],\"classes\":[\"a\",null]}",
            "{\"columns\":[],\"means\":[],\"means\":[],\"classes\":[\"a\",\"b\"]}",
            "{\"columns\":[],\"means\":[1],\"classes\":[\"a\",\"b\"]}",
            "{\"columns\":[],\"means\":[],\"classes\":[\"a\",\"b\"]} x"
        }) {
            assertThatThrownBy(() -> Encoding.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("its encoding of the data is malformed");
        }
    }

    @Test
    void refusesANetworkOfOtherSizes() {
        Encoding encoding = new Encoding(List.of(new Column("a", List.of())), List.of(), List.of("x", "y"));

        assertThatThrownBy(() -> encoding.requireFits(2, 2))
                .hasMessage("its encoding of the data has 1 features and 2 classes, expected 2 and 2");
    }

    @Test
    void namesNumbersThatNoExampleBears() throws IOException {
        // When
        DataSet set = load("1,2,0\n2,3,2\n9,4,2\n1,3,0\n");

        // Then
        assertThat(set.encoding().classes()).containsExactly("0", "", "2");
        assertThat(DataSet.load(DataFiles.of("digits")).encoding().classes())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void classesAreMappedByTheirNames() throws IOException {
        // Given
        DataSet learned = load(PETS);

        // When
        DataSet judged = DataSet.load(
                file("a,b,class\n1,2,dog\n2,3,owl\n9,4,owl\n1,3,dog\n"), learned.encoding(), learned.scaling());

        // Then
        assertThat(judged.encoding()).isEqualTo(learned.encoding());
        assertThat(judged.training().label(0)).isEqualTo(1);
        assertThat(judged.training().classes()).isEqualTo(3);
    }

    @Test
    void refusesAClassThatWasNotLearned() throws IOException {
        // Given
        DataSet learned = load(PETS);
        DataSettings other = file("a,b,class\n1,2,dog\n2,3,bird\n9,4,bird\n1,3,dog\n");

        // When, Then
        assertThatThrownBy(() -> DataSet.load(other, learned.encoding(), learned.scaling()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "has the class 'bird' in 2 rows, first at line 3, which the network was not trained on: expected one of cat, dog, owl");
    }

    @Test
    void columnsAreMappedByTheirNames() throws IOException {
        // Given
        DataSet learned = load(PETS);

        // When
        DataSet judged = DataSet.load(
                file("class,b,a\ncat,2,1\ndog,3,2\nowl,4,9\ncat,3,1\ndog,2,2\nowl,4,8\n"),
                learned.encoding(),
                learned.scaling());

        // Then
        assertThat(judged.sha256()).isEqualTo(learned.sha256());
        assertThat(judged.training().label(0)).isEqualTo(learned.training().label(0));
    }

    @Test
    void aFileWithoutNamesIsReadInOrder() throws IOException {
        // Given
        DataSet learned = load(PETS);

        // When
        DataSet judged = DataSet.load(
                file("1,2,cat\n2,3,dog\n9,4,owl\n1,3,cat\n2,2,dog\n8,4,owl\n"), learned.encoding(), learned.scaling());

        // Then
        assertThat(judged.sha256()).isEqualTo(learned.sha256());
    }

    @Test
    void aSingleClassIsEnoughToBeJudged() throws IOException {
        // Given
        DataSet learned = load(PETS);

        // When
        DataSet judged = DataSet.load(file("a,b,class\n1,2,owl\n2,3,owl\n"), learned.encoding(), learned.scaling());

        // Then
        assertThat(judged.test().label(0)).isEqualTo(2);
    }

    @Test
    void refusesOtherColumns() throws IOException {
        // Given
        DataSet learned = load(PETS);

        for (String header : new String[] {"a,c,class", "a,b,c,class", "a,class"}) {
            String row = "1,".repeat(header.split(",").length - 1);
            DataSettings other = file(header + "\n" + row + "cat\n2" + row.substring(1) + "dog\n");

            // When, Then
            assertThatThrownBy(() -> DataSet.load(other, learned.encoding(), learned.scaling()))
                    .as(header)
                    .hasMessageContaining("but the network was trained on a, b beside the class");
        }
    }

    @Test
    void imagesHaveClassesByTheirNumbers(@TempDir Path images) throws IOException {
        // Given
        DataFiles.plain(images, "train-images-idx3-ubyte", DataFiles.idx(2051, 2, 1, 2, 0, 255, 51, 102));
        DataFiles.plain(images, "train-labels-idx1-ubyte", DataFiles.labels(3, 9));
        DataSet learned = load(PETS);

        // When, Then
        assertThatThrownBy(() -> DataSet.load(DataFiles.of("mnist=" + images), learned.encoding(), learned.scaling()))
                .hasMessageContaining("has the class '3', which the network was not trained on");
    }

    private DataSet load(String text) throws IOException {
        return DataSet.load(file(text));
    }

    private DataSettings file(String text) throws IOException {
        return DataFiles.of("csv=" + DataFiles.plain(folder, "a.csv", text.getBytes(StandardCharsets.UTF_8)));
    }
}
