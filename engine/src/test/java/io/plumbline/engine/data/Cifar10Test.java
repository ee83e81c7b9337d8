package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
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
        assertThat(set.training().shape()).isEqualTo(Shape.of(3, 32, 32));
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

    @Test
    void refusesBatchesThatAreMissingEmptyOrDoubled() throws IOException {
        DataFiles.plain(folder, "data_batch_1.bin", records(3));
        DataFiles.plain(folder, "data_batch_3.bin", records(3));
        refuses("holds data_batch_3.bin but no data_batch_2.bin: expected batches numbered from 1 without a gap");

        DataFiles.plain(folder, "data_batch_2.bin", new byte[0]);
        refuses("data_batch_2.bin is empty");

        DataFiles.plain(folder, "data_batch_2.bin", records(4));
        DataFiles.gzip(folder, "data_batch_02.bin.gz", records(4));
        refuses("holds both data_batch_02.bin.gz and data_batch_2.bin: expected one file of batch 2");
    }

    @Test
    void refusesTwoLayoutsInOneFolder() throws IOException {
        DataFiles.plain(folder, "train.bin", records(3));
        DataFiles.plain(folder, "test.bin", records(3));
        DataFiles.plain(folder, "test_batch.bin", records(3));
        refuses("holds both test.bin and test_batch.bin: expected one file of test examples");

        DataFiles.plain(folder, "train_2.bin", records(3));
        Files.delete(folder.resolve("test.bin"));
        refuses("holds both train.bin and train_2.bin: expected one file of training examples");

        Files.delete(folder.resolve("train_2.bin"));
        DataFiles.plain(folder, "data_batch_1.bin", records(3));
        refuses("holds both data_batch_1.bin and train.bin: expected either batches or one file");
    }

    @Test
    void readsTenBatchesByNumber() throws IOException {
        // Given
        for (int i = 1; i <= 10; i++) {
            DataFiles.plain(folder, "data_batch_" + i + ".bin", records(i - 1));
        }
        DataFiles.plain(folder, "test.bin", records(1));

        // When
        DataSet set = DataSet.load(DataFiles.of("cifar10=" + folder));

        // Then
        assertThat(set.training().label(1)).isEqualTo(1);
        assertThat(set.training().label(9)).isEqualTo(9);
    }

    @Test
    void refusesAnEmptyBatchBeyondTheLimit() throws IOException {
        // Given
        DataFiles.plain(folder, "data_batch_1.bin", records(1, 2, 3));
        DataFiles.plain(folder, "data_batch_2.bin", new byte[0]);
        DataFiles.plain(folder, "test.bin", records(1));
        DataSettings limited = new DataSettings(
                Source.parse("cifar10=" + folder),
                2,
                0,
                0.2,
                Split.PLAIN,
                1,
                CsvSettings.DEFAULT,
                TextSettings.DEFAULT,
                Scaling.Kind.AUTO,
                0,
                0,
                Part.TEST,
                Augmentation.NONE);

        // When, Then
        assertThatThrownBy(() -> DataSet.load(limited)).hasMessageContaining("data_batch_2.bin is empty");
    }

    @Test
    void refusesCifar100WhateverItsFirstLabels() throws IOException {
        DataFiles.plain(folder, "train.bin", new byte[12 * (RECORD + 1)]);

        refuses("train.bin has records of 3074 bytes, as those of CIFAR-100 do: expected CIFAR-10");
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
