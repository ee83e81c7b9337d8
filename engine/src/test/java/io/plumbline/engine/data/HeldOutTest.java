package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validation parts and label noise of whole sets. */
class HeldOutTest {

    private static final Source DIGITS = Source.parse("digits");

    @Test
    void holdsAStratifiedShareOfTheTrainingPartOut() {
        // When
        DataSet validated = DataSet.load(settings(DIGITS, 0, 0.1, Part.VALIDATION));

        // Then
        assertThat(validated.training().size()).isEqualTo(1293);
        assertThat(validated.test().size()).isEqualTo(144);
        for (int c = 0; c < 10; c++) {
            assertThat(count(validated.test(), c)).isBetween(13L, 16L);
        }
        Set<String> seen = rows(validated.training());
        seen.retainAll(rows(validated.test()));
        assertThat(seen).as("rows both trained and validated on").isEmpty();
    }

    @Test
    void theValidationPartComesFromTheTrainingPart() {
        // Given
        DataSet tested = DataSet.load(settings(DIGITS, 0, 0.1, Part.TEST));

        // When
        DataSet validated = DataSet.load(settings(DIGITS, 0, 0.1, Part.VALIDATION));

        // Then
        assertThat(tested.sha256()).isEqualTo(validated.sha256());
        assertThat(tested.test().size()).isEqualTo(360);
        Set<String> both = rows(tested.test());
        both.retainAll(rows(validated.test()));
        assertThat(both).as("rows both tested and validated on").isEmpty();
    }

    @Test
    void noiseTouchesTrainingLabelsAlone() {
        // Given
        DataSet clean = DataSet.load(settings(DIGITS, 0, 0.1, Part.VALIDATION));

        // When
        DataSet noisy = DataSet.load(settings(DIGITS, 0.5, 0.1, Part.VALIDATION));

        // Then
        assertThat(differing(noisy.training(), clean.training())).isBetween(520, 640);
        assertThat(differing(noisy.test(), clean.test())).isZero();
        assertThat(noisy.sha256()).isEqualTo(clean.sha256());
    }

    @Test
    void aTestPartOfItsOwnStaysUnreadWhereNothingIsEvaluatedOnIt(@TempDir Path folder) throws IOException {
        // Given
        byte[] images = DataFiles.idx(2051, 4, 1, 1, 0, 255, 51, 102);
        DataFiles.plain(folder, "train-images-idx3-ubyte", images);
        DataFiles.plain(folder, "train-labels-idx1-ubyte", DataFiles.labels(0, 1, 0, 1));
        DataFiles.plain(folder, "t10k-images-idx3-ubyte", images);
        DataFiles.plain(folder, "t10k-labels-idx1-ubyte", DataFiles.labels(9, 9, 9, 9));

        // When
        DataSet set = DataSet.load(settings(Source.parse("mnist=" + folder), 0, 0.5, Part.VALIDATION));

        // Then
        assertThat(set.training().size()).isEqualTo(2);
        assertThat(set.test().size()).isEqualTo(2);
        assertThat(count(set.test(), 9)).isZero();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> settings(DIGITS, 1.5, 0, Part.TEST))
                .hasMessage("data.label-noise must be from 0 to 1, was 1.5");
        assertThatThrownBy(() -> settings(DIGITS, 0, 1, Part.TEST))
                .hasMessage("data.validation-share must be at least 0 and below 1, was 1.0");
        assertThatThrownBy(() -> settings(DIGITS, 0, 0, Part.VALIDATION))
                .hasMessage("data.validation-share must be above 0 where data.evaluate is validation, was 0.0");
        assertThatThrownBy(() -> DataSet.load(settings(DIGITS, 0, 0.99999, Part.TEST)))
                .isInstanceOf(DataException.class)
                .hasMessage("a validation part of 1437 leaves no training example of 1437 in all");
    }

    @Test
    void anotherSetIsJudgedWholeAndAsItIs() {
        // Given
        DataSettings trained = settings(DIGITS, 0.5, 0.1, Part.VALIDATION);

        // When
        DataSettings other = trained.with(DIGITS);

        // Then
        assertThat(other).isEqualTo(DataSettings.of(DIGITS));
    }

    private static DataSettings settings(Source source, double noise, double share, Part evaluate) {
        return new DataSettings(
                source,
                0,
                0,
                0.2,
                Split.STRATIFIED,
                1,
                CsvSettings.DEFAULT,
                TextSettings.DEFAULT,
                Scaling.Kind.AUTO,
                noise,
                share,
                evaluate,
                Augmentation.NONE);
    }

    private static int differing(Examples one, Examples other) {
        int differing = 0;
        for (int i = 0; i < one.size(); i++) {
            differing += one.label(i) == other.label(i) ? 0 : 1;
        }
        return differing;
    }

    private static long count(Examples examples, int label) {
        long count = 0;
        for (int i = 0; i < examples.size(); i++) {
            count += examples.label(i) == label ? 1 : 0;
        }
        return count;
    }

    private static Set<String> rows(Examples examples) {
        Set<String> rows = new HashSet<>();
        for (int i = 0; i < examples.size(); i++) {
            StringBuilder row = new StringBuilder();
            for (int f = 0; f < examples.features(); f++) {
                row.append(examples.value(i, f)).append(' ');
            }
            rows.add(row.toString());
        }
        return rows;
    }
}
