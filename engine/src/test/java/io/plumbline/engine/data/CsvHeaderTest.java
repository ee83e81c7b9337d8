package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the first row is a header; {@code |} stands for a line break. */
class CsvHeaderTest {

    private static final CsvSettings WITH_CATEGORIES =
            new CsvSettings("", Separator.AUTO, Missing.DROP, Categories.COLUMNS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b,class|1,2,0|3,4,1|5,6,0",
                "a,b,1e3|1,2,0|3,4,1|5,6,0",
                "a,b,null|1,2,0|3,4,1|5,6,0",
                ",b,class|1,2,0|3,4,1|5,6,0",
                "2001,b,c,class|1,2,3,0|3,4,5,1|5,6,7,0",
                "a,b,spam|1,2,spam|3,4,ham|5,6,ham",
                "colour,shape,class|red,round,a|blue,flat,b|red,flat,a",
                "a,b,class|1,2,x|3,4,y|NA,6,x|7,8,y",
                "0,1,2|1.5,2,0|3,4,1|5,6,0",
                ",0,1,2|0,1.5,2,0|1,3,4,1|2,5,6,0",
                "0,1,2,3,4|1,2,3,4,0|3,4,5,6,1|5,6,7,8,0",
                "150,4,setosa,versicolor,virginica|5,3,1,2,0|4,3,1,2,1|6,2,2,1,1",
                "3,2,setosa|5,3,1,2,0|4,3,1,2,1|6,2,2,1,1"
            })
    void isOneOverItsColumns(String text) {
        assertThat(size(text)).isEqualTo(text.split("\\|").length - 1 - (text.contains("NA") ? 1 : 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2,0|3,4,1|5,6,0",
                "1,2,oak|3,4,elm|5,6,elm",
                "red,round,a|blue,flat,b|red,flat,a",
                "red,1,2,0|blue,2,3,1|red,3,4,0",
                "1,2,3|4,5,1|1,1,1|2,2,1"
            })
    void isNoneAmongExamples(String text) {
        assertThat(size(text)).isEqualTo(text.split("\\|").length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,x2,3,0|3,4,5,1|5,6,7,0", "x1,2,cat|3,4,cat|5,6,dog|7,8,dog"})
    void doesNotSwallowABadFirstExample(String text) {
        assertThatThrownBy(() -> size(text)).hasMessageContaining("has 1 bad row: 'x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x1,0|3,1|4,0",
                "country,2001,2002,class|it,1,2,a|fr,2,2,b|it,3,3,a",
                "0,1,2|1,2,0|3,4,1|5,6,2",
                "0,1|1,0|1,1|0,0"
            })
    void isRefusedWhereItCannotBeTold(String text) {
        assertThatThrownBy(() -> size(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv begins with ")
                .hasMessageContaining("an example");
    }

    private static int size(String text) {
        return DataFiles.table(text.replace('|', '\n'), WITH_CATEGORIES).size();
    }
}
