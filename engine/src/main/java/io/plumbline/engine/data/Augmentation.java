package io.plumbline.engine.data;

import io.plumbline.core.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How images of training batches are varied, anew at every use: shifted by up to an eighth of their height and width, with
 * zeros where nothing is left (He et al. 2016, section 4.2, for images of 32×32), and mirrored left to right with probability ½.
 * A draw depends on seed, step and example alone: a run that is repeated or resumed sees the same images.
 *
 * @param crop whether images are shifted
 * @param flip whether they are mirrored
 */
public record Augmentation(boolean crop, boolean flip) {

    /** Images as they are. */
    public static final Augmentation NONE = new Augmentation(false, false);

    /** What {@link #parse} takes, in words. */
    public static final String FORMS = "crop, flip, or both";

    /** Keeps these draws apart from others of the same seed. */
    private static final long STREAM = 0x4D595DF4D0F33173L;

    private static final long EXAMPLE_STRIDE = 0xA24BAED4963EE407L;
    private static final int SHARE = 8;
    private static final String CROP = "crop";
    private static final String FLIP = "flip";

    /**
     * Returns the augmentation spelled so: {@code crop}, {@code flip} or {@code crop,flip}.
     *
     * @throws IllegalArgumentException if none is
     */
    public static Augmentation parse(String text) {
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (parts.stream().anyMatch(part -> !part.equals(CROP) && !part.equals(FLIP))) {
            throw new IllegalArgumentException("'" + text + "' is not " + FORMS);
        }
        return new Augmentation(parts.contains(CROP), parts.contains(FLIP));
    }

    /** Returns the spellings of what is done. */
    public List<String> spellings() {
        List<String> spellings = new ArrayList<>();
        if (crop) {
            spellings.add(CROP);
        }
        if (flip) {
            spellings.add(FLIP);
        }
        return spellings;
    }

    /** Returns whether images stay as they are. */
    public boolean isNone() {
        return !crop && !flip;
    }

    /**
     * Throws unless examples of a shape can be varied.
     *
     * @throws DataException if they are no images and something is asked for
     */
    public void requireFits(Shape example) {
        if (!isNone() && !example.isImage()) {
            throw new DataException("data.augment varies images, " + Shape.IMAGES + ", and an example is " + example);
        }
    }

    /**
     * Varies an image where it lies.
     *
     * @param shape of the image, its last two sizes height and width
     * @param seed of the run
     * @param step from 1
     * @param example its number in the set
     * @param values of a batch
     * @param from where the image begins
     * @param plane room for one plane: at least height times width
     */
    public void vary(Shape shape, long seed, long step, int example, float[] values, int from, float[] plane) {
        Draws draws = Draws.of(seed ^ STREAM ^ example * EXAMPLE_STRIDE, step);
        int height = shape.height();
        int width = shape.width();
        int down = crop ? shift(height / SHARE, draws) : 0;
        int right = crop ? shift(width / SHARE, draws) : 0;
        boolean mirrored = flip && draws.nextDouble() < 0.5;
        int pixels = height * width;
        for (int at = from; at < from + shape.size(); at += pixels) {
            System.arraycopy(values, at, plane, 0, pixels);
            place(plane, height, width, down, right, mirrored, values, at);
        }
    }

    /** Returns a whole number from −most to most. */
    private static int shift(int most, Draws draws) {
        return (int) (draws.nextDouble() * (2 * most + 1)) - most;
    }

    private static void place(
            float[] plane, int height, int width, int down, int right, boolean mirrored, float[] into, int at) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int row = y - down;
                int shifted = x - right;
                int column = mirrored ? width - 1 - shifted : shifted;
                boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                into[at + y * width + x] = inside ? plane[row * width + column] : 0;
            }
        }
    }
}
