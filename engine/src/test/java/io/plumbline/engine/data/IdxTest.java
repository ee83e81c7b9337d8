package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {

    /** Two images of 1 × 2 pixels. */
    private static final byte[] IMAGES = DataFiles.idx(2051, 2, 1, 2, 0, 255, 51, 102);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTestPart() throws IOException {
        DataFiles.plain(folder, "t10k-images-idx3-ubyte", IMAGES);
        DataFiles.plain(folder, "t10k-labels-idx1-ubyte", DataFiles.labels(1, 0));
    }

    @Test
    void readsPlainAndGzipFilesAndScalesPixelsToOne() throws IOException {
        // Given
        training(IMAGES, DataFiles.labels(3, 9));

        // When
        DataSet set = DataSet.load(DataFiles.of("mnist=" + folder));

        // Then
        assertThat(set.training().size()).isEqualTo(2);
        assertThat(set.training().classes()).isEqualTo(10);
        assertThat(set.training().label(1)).isEqualTo(9);
        assertThat(set.training().value(0, 1)).isEqualTo(1f);
        assertThat(set.training().value(1, 0)).isCloseTo(0.2f, within(1e-6f));
        assertThat(set.test().label(0)).isEqualTo(1);
        assertThat(set.training().shape()).isEqualTo(Shape.of(1, 2));
        assertThat(set.test().shape()).isEqualTo(Shape.of(1, 2));
    }

    @Test
    void findsThePartOfASetThatSaysSoInItsName() throws IOException {
        // Given
        DataFiles.gzip(folder, "train-first2-images-idx3-ubyte.gz", IMAGES);
        DataFiles.gzip(folder, "train-first2-labels-idx1-ubyte.gz", DataFiles.labels(0, 1));

        // When
        DataSet set = DataSet.load(DataFiles.of("fashion-mnist=" + folder));

        // Then
        assertThat(set.training().size()).isEqualTo(2);
        assertThat(set.name()).isEqualTo("fashion-mnist");
    }

    @Test
    void refusesAWrongMagicNumber() throws IOException {
        training(DataFiles.idx(2052, 2, 1, 2, 0, 255, 51, 102), DataFiles.labels(3, 9));

        refuses("train-images-idx3-ubyte.gz begins with 2052, expected the magic number 2051");
    }

    @Test
    void refusesMoreImagesThanLabels() throws IOException {
        training(IMAGES, DataFiles.labels(3));

        refuses("holds 2 images, but", "holds 1 labels");
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        training(DataFiles.idx(2051, 2, 1, 2, 0, 255, 51), DataFiles.labels(3, 9));

        refuses("is truncated: it ends in image 2, expected 2 images");
    }

    @Test
    void refusesAHeaderAlone() throws IOException {
        training(DataFiles.idx(2051, 2), DataFiles.labels(3, 9));

        refuses("is truncated: it ends before the end of an IDX file of images");
    }

    @Test
    void refusesALabelOutOfRange() throws IOException {
        training(IMAGES, DataFiles.labels(3, 10));

        refuses("label 2 is 10, expected 0 to 9");
    }

    @Test
    void refusesWhatGoesOnAfterTheEnd() throws IOException {
        training(DataFiles.idx(2051, 2, 1, 2, 0, 255, 51, 102, 7), DataFiles.labels(3, 9));

        refuses("goes on after its 2 images of 1 × 2");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        training(new byte[0], DataFiles.labels(3, 9));

        refuses("train-images-idx3-ubyte.gz is truncated");
    }

    @Test
    void refusesTwoFilesOfOnePart() throws IOException {
        training(IMAGES, DataFiles.labels(3, 9));
        DataFiles.plain(folder, "train-images.idx3-ubyte", IMAGES);

        refuses("holds both train-images-idx3-ubyte.gz and train-images.idx3-ubyte");
    }

    @Test
    void refusesLabelsOfAnotherPart() throws IOException {
        DataFiles.plain(folder, "train-first2-images-idx3-ubyte", IMAGES);
        DataFiles.plain(folder, "train-labels-idx1-ubyte", DataFiles.labels(3, 9));

        refuses("expected labels of the same part, named alike");
    }

    @Test
    void refusesAFolderWithoutTheFiles() {
        refuses("holds no train-images-idx3-ubyte");
    }

    @Test
    void refusesImagesWithoutLabels() throws IOException {
        DataFiles.gzip(folder, "train-images-idx3-ubyte.gz", IMAGES);

        refuses("but no labels for it: expected train-labels-idx1-ubyte");
    }

    private void training(byte[] images, byte[] labels) throws IOException {
        DataFiles.gzip(folder, "train-images-idx3-ubyte.gz", images);
        DataFiles.plain(folder, "train-labels-idx1-ubyte", labels);
    }

    private void refuses(String... parts) {
        assertThatThrownBy(() -> DataSet.load(DataFiles.of("mnist=" + folder)))
                .isInstanceOf(DataException.class)
                .message()
                .contains(parts)
                .hasLineCount(1);
    }
}
