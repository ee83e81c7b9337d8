package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataSetTest {

    @Test
    void partsTheShippedDigitsAlikeEveryTime() {
        // When
        DataSet set = DataSet.load(DataFiles.of("digits"));

        // Then
        assertThat(set.training().size()).isEqualTo(1437);
        assertThat(set.test().size()).isEqualTo(360);
        assertThat(set.training().features()).isEqualTo(64);
        assertThat(set.training().classes()).isEqualTo(10);
        assertThat(set.sha256())
                .isEqualTo(DataSet.load(DataFiles.of("digits")).sha256())
                .hasSize(64);
        assertThat(count(set.test(), 3)).isCloseTo(37, within(1L));
    }

    @Test
    void tellsAnotherPartByItsHash() {
        // Given
        DataSettings digits = DataFiles.of("digits");
        DataSettings otherSeed = new DataSettings(
                digits.source(),
                0,
                0,
                0.2,
                Split.PLAIN,
                2,
                CsvSettings.DEFAULT,
                TextSettings.DEFAULT,
                Scaling.Kind.AUTO,
                0,
                0,
                Part.TEST,
                Augmentation.NONE);

        // When
        DataSet other = DataSet.load(otherSeed);

        // Then
        assertThat(other.training().size()).isEqualTo(1437);
        assertThat(other.sha256()).isNotEqualTo(DataSet.load(digits).sha256());
    }

    @Test
    void keepsTheFirstExamplesWhereSizesAreLimited() {
        // Given
        DataSettings limited = new DataSettings(
                Source.parse("digits"),
                100,
                50,
                0.2,
                Split.STRATIFIED,
                1,
                CsvSettings.DEFAULT,
                TextSettings.DEFAULT,
                Scaling.Kind.STANDARD,
                0,
                0,
                Part.TEST,
                Augmentation.NONE);

        // When
        DataSet set = DataSet.load(limited);

        // Then
        assertThat(set.training().size()).isEqualTo(100);
        assertThat(set.test().size()).isEqualTo(50);
        assertThat(set.training().value(0, 0)).as("a pixel that is always 0").isZero();
    }

    @Test
    void scalesByAnothersScaling() {
        // Given
        DataSet set = DataSet.load(DataFiles.of("digits"));

        // When
        DataSet again = DataSet.load(DataFiles.of("digits"), set.scaling());

        // Then
        assertThat(again.test().value(7, 30)).isEqualTo(set.test().value(7, 30));
        Scaling narrow = Scaling.of(new float[3], new float[3]);
        assertThatThrownBy(() -> DataSet.load(DataFiles.of("digits"), narrow))
                .isInstanceOf(DataException.class)
                .hasMessage("the data has 64 features, expected 3");
    }

    @Test
    void refusesAPlaceThatIsNotThere() {
        assertThatThrownBy(() -> DataSet.load(DataFiles.of("mnist=nowhere")))
                .isInstanceOf(DataException.class)
                .hasMessage("nowhere is no folder: expected one that holds the data files");
        assertThatThrownBy(() -> DataSet.load(DataFiles.of("csv=nowhere.csv")))
                .hasMessage("nowhere.csv is no file: expected one example a line");
    }

    @Test
    void readsItsSourceBack() {
        for (String text : new String[] {"digits", "mnist=a/b", "cifar10=c", "csv=d=e.csv"}) {
            assertThat(Source.parse(text)).hasToString(text);
        }
        assertThat(Source.parse("csv=d=e.csv").path()).isEqualTo(Path.of("d=e.csv"));
        for (String text : new String[] {"", "digits=x", "mnist", "mnist=", "imagenet=x"}) {
            assertThatThrownBy(() -> Source.parse(text))
                    .hasMessage("data must be " + Source.FORMS + ", was '" + text + "'");
        }
    }

    private static long count(Examples examples, int label) {
        long count = 0;
        for (int i = 0; i < examples.size(); i++) {
            count += examples.label(i) == label ? 1 : 0;
        }
        return count;
    }
}
