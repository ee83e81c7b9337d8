package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.data.Shape;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final Batch batch = new Batch(2, 3);

    private void fill(float... features) {
        System.arraycopy(features, 0, batch.features(), 0, features.length);
    }

    @Test
    void sumsNormsUpWhereNobodySaidThem() {
        // When
        fill(1, 2, 3, 0, 0, 4);

        // Then
        assertThat(batch.squares()).containsExactly(14, 16);
    }

    @Test
    void takesNormsThatWereSaid() {
        // Given
        fill(1, 2, 3, 0, 0, 4);

        // When
        batch.squares(new float[] {7, 8});

        // Then
        assertThat(batch.squares()).containsExactly(7, 8);
    }

    @Test
    void forgetsNormsWhereFeaturesAreFilledAnew() {
        // Given
        fill(1, 2, 3, 0, 0, 4);
        batch.squares(new float[] {14, 16});
        assertThat(batch.squares()).containsExactly(14, 16);

        // When
        fill(0, 0, 1);

        // Then
        assertThat(batch.squares()).containsExactly(1, 16);
    }

    @Test
    void fitsWhereItHoldsAsManyNumbersHoweverTheyLie() {
        // When
        Batch images = new Batch(2, Shape.of(4, 2));

        // Then
        assertThat(images.shape()).isEqualTo(Shape.of(4, 2));
        assertThat(images.features()).hasSize(16);
        images.requireFits(2, 8, 2);
        assertThatThrownBy(() -> images.requireFits(2, 4, 2))
                .hasMessage("the batch must be of 2 examples of 4 features, is of 2 of 8");
    }
}
