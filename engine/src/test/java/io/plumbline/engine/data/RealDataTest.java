package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Reads the real sets where they are at hand: in the folder that the variable {@code TEST_DATA} names.
 */
class RealDataTest {

    @Test
    void readsMnist() {
        // When
        DataSet set = load("mnist", "mnist");

        // Then
        assertThat(set.training().size()).isEqualTo(60_000);
        assertThat(set.test().size()).isEqualTo(10_000);
        assertThat(set.training().features()).isEqualTo(784);
        assertThat(set.training().label(0)).as("the famous first digit").isEqualTo(5);
    }

    @Test
    void readsThePartOfFashionMnist() {
        // When
        DataSet set = load("fashion-mnist", "fashion-mnist-subset");

        // Then
        assertThat(set.training().size()).isEqualTo(3615);
        assertThat(set.test().size()).isEqualTo(1770);
        assertThat(mean(set.training())).isBetween(0.28, 0.29);
    }

    @Test
    void readsThePartOfCifar10() {
        // When
        DataSet set = load("cifar10", "cifar10-exact");

        // Then
        assertThat(set.training().size()).isEqualTo(7044);
        assertThat(set.test().size()).isEqualTo(761);
        assertThat(mean(set.training())).isBetween(0.47, 0.48);
    }

    @Test
    void readsCsvFilesWithShortHeaders() {
        // When
        DataSet set = load("csv", "sklearn-toy/breast_cancer.csv");

        // Then
        assertThat(set.training().size() + set.test().size()).isEqualTo(569);
        assertThat(set.training().features()).isEqualTo(30);
        assertThat(set.training().classes()).isEqualTo(2);
    }

    private static double mean(Examples examples) {
        double sum = 0;
        for (int i = 0; i < examples.size(); i++) {
            for (int f = 0; f < examples.features(); f++) {
                sum += examples.value(i, f);
            }
        }
        return sum / examples.size() / examples.features();
    }

    private static DataSet load(String kind, String place) {
        Optional<Path> root = Optional.ofNullable(System.getenv("TEST_DATA")).map(Path::of);
        assumeTrue(root.isPresent(), "TEST_DATA does not name a folder of data sets");
        Path path = root.get().resolve(place);
        assumeTrue(Files.exists(path), () -> path + " is not at hand");
        return DataSet.load(DataFiles.of(kind + "=" + path));
    }
}
