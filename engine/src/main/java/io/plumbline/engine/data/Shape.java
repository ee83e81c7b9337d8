package io.plumbline.engine.data;

import java.util.Arrays;
import java.util.List;

/**
 * How the numbers of one example lie: {@code [features]} of a row of a table, {@code [height, width]} of a grey image,
 * {@code [tokens]} of a text.
 *
 * @param sizes outermost first, at least one, each at least 1; their product fits into an int
 */
public record Shape(List<Integer> sizes) {

    /** What images are, in words. */
    public static final String IMAGES = "[height, width] or [channels, height, width]";

    /** Checks and copies the sizes. */
    public Shape {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("a shape has at least one size, each at least 1, got " + sizes);
        }
        product(sizes);
    }

    /** Returns the shape of these sizes, outermost first. */
    public static Shape of(int... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    /** Returns how many numbers an example has. */
    public int size() {
        return product(sizes);
    }

    private static int product(List<Integer> sizes) {
        try {
            return sizes.stream().reduce(1, Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException("an example of shape " + sizes + " has too many numbers", overflow);
        }
    }

    /** Returns whether examples are images: {@link #IMAGES}. */
    public boolean isImage() {
        return sizes.size() == 2 || sizes.size() == 3;
    }

    /** Returns the height of an image, pixels. */
    public int height() {
        return sizes.get(sizes.size() - 2);
    }

    /** Returns the width of an image, pixels. */
    public int width() {
        return sizes.get(sizes.size() - 1);
    }

    /** Returns how many planes an image has, one behind the other: 1 of grey ones. */
    public int planes() {
        return sizes.size() == 3 ? sizes.get(0) : 1;
    }

    /** Returns the sizes, for example {@code [28, 28]}. */
    @Override
    public String toString() {
        return sizes.toString();
    }
}
