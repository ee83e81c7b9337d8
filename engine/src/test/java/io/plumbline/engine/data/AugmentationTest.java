package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Images are shifted and mirrored as their draws say, all planes alike. */
class AugmentationTest {

    private static final Shape SHAPE = Shape.of(2, 8, 8);
    private static final int PLANE = 64;

    /** Plane 1 is plane 0 plus 100, so that every pixel tells where it came from; nothing is 0. */
    private static float[] image() {
        float[] image = new float[2 * PLANE];
        for (int k = 0; k < image.length; k++) {
            image[k] = 1 + k % PLANE + (k < PLANE ? 0 : 100);
        }
        return image;
    }

    private static float[] varied(Augmentation augment, long seed, long step, int example) {
        float[] image = image();
        augment.vary(SHAPE, seed, step, example, image, 0, new float[PLANE]);
        return image;
    }

    @Test
    void shiftsAllPlanesByOnePixelAtMostAndPutsZerosWhereNothingIsLeft() {
        // When
        Set<String> shifts = new HashSet<>();
        for (int step = 1; step <= 200; step++) {
            float[] image = varied(new Augmentation(true, false), 5, step, 3);

            // Then: the pixel in the middle came from a neighbour, or from itself
            int from = (int) image[3 * 8 + 3] - 1;
            int down = 3 - from / 8;
            int right = 3 - from % 8;
            shifts.add(down + "," + right);
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    int row = y - down;
                    int column = x - right;
                    boolean inside = row >= 0 && row < 8 && column >= 0 && column < 8;
                    assertThat(image[y * 8 + x]).isEqualTo(inside ? 1 + row * 8 + column : 0);
                    assertThat(image[PLANE + y * 8 + x]).isEqualTo(inside ? 101 + row * 8 + column : 0);
                }
            }
        }
        assertThat(shifts)
                .containsExactlyInAnyOrder("-1,-1", "-1,0", "-1,1", "0,-1", "0,0", "0,1", "1,-1", "1,0", "1,1");
    }

    @Test
    void mirrorsAboutHalfOfTheImages() {
        // When
        int mirrored = 0;
        for (int example = 0; example < 200; example++) {
            float[] image = varied(new Augmentation(false, true), 5, 1, example);
            mirrored += image[0] == 8 ? 1 : 0;

            // Then
            assertThat(image[0]).isIn(1f, 8f);
            assertThat(image[7]).isEqualTo(9 - image[0]);
        }
        assertThat(mirrored).isBetween(70, 130);
    }

    @Test
    void drawsBySeedStepAndExampleAlone() {
        // Given
        Augmentation both = Augmentation.parse("crop, flip");

        // Then
        assertThat(varied(both, 5, 7, 3)).isEqualTo(varied(both, 5, 7, 3));
        assertThat(differing(both, 5, 7, 3)).isGreaterThan(40);
    }

    /** Of 100 other steps, examples and seeds together, how many give another image. */
    private static long differing(Augmentation augment, long seed, long step, int example) {
        float[] one = varied(augment, seed, step, example);
        long count = 0;
        for (int k = 1; k <= 20; k++) {
            count += Arrays.equals(one, varied(augment, seed + k, step, example)) ? 0 : 1;
            count += Arrays.equals(one, varied(augment, seed, step + k, example)) ? 0 : 1;
            count += Arrays.equals(one, varied(augment, seed, step, example + k)) ? 0 : 1;
        }
        return count;
    }

    @Test
    void refusesWhatIsNoAugmentationAndWhatAreNoImages() {
        assertThatThrownBy(() -> Augmentation.parse("rotate")).hasMessage("'rotate' is not crop, flip, or both");
        assertThatThrownBy(() -> new Augmentation(true, false).requireFits(Shape.of(4)))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "data.augment varies images, [height, width] or [channels, height, width], and an example is"
                                + " [4]");
        Augmentation.NONE.requireFits(Shape.of(4));
    }
}
