package io.plumbline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {

    private static final int RECORD = 3073;

    @TempDir
    private Path folder;

    @Test
    void readsAllBatchesInTheOrderOfTheirNames() throws IOException {
        // Given
        DataFiles.plain(folder, "data_batch_1.bin", records(3));
        DataFiles.gzip(folder, "data_batch_2.bin.gz", records(5, 7));
        DataFiles.plain(folder, "test_batch.bin", records(1));

        // When
        DataSet set = DataSet.load(DataFiles.of("cifar10=" + folder));

        // Then
        assertThat(set.training().size()).isEqualTo(3);
        assertThat(set.training().features()).isEqualTo(3072);
        assertThat(set.training().label(2)).isEqualTo(7);
        assertThat(set.training().value(1, 3071)).isCloseTo(5 / 255f, within(1e-6f));
        assertThat(set.test().size()).isEqualTo(1);
    }

    @Test
    void refusesATruncatedRecord() throws IOException {
        DataFiles.plain(folder, "train.bin", Arrays.copyOf(records(3, 4), RECORD + 10));

        refuses("train.bin is truncated: record 2 has 10 bytes, expected 3073");
    }

    @Test
    void refusesALabelOutOfRange() throws IOException {
        DataFiles.plain(folder, "train.bin", records(3, 200));

        refuses("train.bin: label of record 2 is 200, expected 0 to 9");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        DataFiles.plain(folder, "train.bin", new byte[0]);

        refuses("train.bin is empty");
    }

    @Test
    void refusesAFolderWithoutTheFiles() {
        refuses("holds no data_batch_1.bin");
    }

    /** Records whose pixels all equal their label. */
    private static byte[] records(int... labels) {
        byte[] bytes = new byte[labels.length * RECORD];
        for (int i = 0; i < labels.length; i++) {
            Arrays.fill(bytes, i * RECORD, (i + 1) * RECORD, (byte) labels[i]);
        }
        return bytes;
    }

    private void refuses(String part) {
        assertThatThrownBy(() -> DataSet.load(DataFiles.of("cifar10=" + folder)))
                .isInstanceOf(DataException.class)
                .message()
                .contains(part)
                .hasLineCount(1);
    }
}
