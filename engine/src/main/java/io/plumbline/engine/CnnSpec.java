package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Axis;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Role;
import io.plumbline.core.model.Tensor;
import io.plumbline.engine.data.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolutional network: convolutions of 3×3 at every pixel (images keep their size), some followed by a maximum over
 * squares of 2×2; then the mean over all pixels, dense layers and the output. Gated are the channels of every convolution and
 * the units of dense layers.
 *
 * @param image shape of an example: {@code [height, width]}, or {@code [channels, height, width]}
 * @param channels of every convolution, at least one convolution of at least one channel
 * @param poolAfter convolutions that are pooled, by their numbers from 1, ascending; a row or column too much is left out
 * @param dense units of the dense layers behind; may be empty
 * @param classes outputs, at least 2
 * @param activation of all nodes
 */
public record CnnSpec(
        Shape image,
        List<Integer> channels,
        List<Integer> poolAfter,
        List<Integer> dense,
        int classes,
        Activation activation)
        implements NetworkSpec {

    /** In descriptions and files. */
    public static final String KIND = "cnn";

    /** Width and height of a kernel. */
    static final int KERNEL = 3;

    /** Checks and copies the components. */
    public CnnSpec {
        channels = List.copyOf(channels);
        poolAfter = List.copyOf(poolAfter);
        dense = List.copyOf(dense);
        List<String> errors = errors(image, channels, poolAfter, dense, classes);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
    }

    private static List<String> errors(
            Shape image, List<Integer> channels, List<Integer> poolAfter, List<Integer> dense, int classes) {
        List<String> errors = new ArrayList<>();
        if (!image.isImage()) {
            errors.add("a convolution needs images, " + Shape.IMAGES + ", and an example is " + image);
        }
        if (channels.isEmpty() || channels.stream().anyMatch(count -> count < 1)) {
            errors.add("channels must be one or more numbers, each at least 1, were " + channels);
        }
        if (dense.stream().anyMatch(units -> units < 1)) {
            errors.add("units of dense layers must be at least 1, were " + dense);
        }
        if (classes < 2) {
            errors.add("classes must be at least 2, was " + classes);
        }
        for (int k = 0; k < poolAfter.size(); k++) {
            int conv = poolAfter.get(k);
            if (conv < 1 || conv > channels.size() || (k > 0 && conv <= poolAfter.get(k - 1))) {
                errors.add("pool-after must be numbers of convolutions, 1 to " + channels.size() + " ascending, were "
                        + poolAfter);
                return errors;
            }
        }
        if (errors.isEmpty()) {
            int smallest = Math.min(image.height(), image.width()) >> poolAfter.size();
            if (smallest < 1) {
                errors.add("conv-" + poolAfter.get(poolAfter.size() - 1) + ": no pixel is left of " + image
                        + " after pooling " + poolAfter.size() + " times");
            }
        }
        return errors;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int features() {
        return image.size();
    }

    /** Returns the shape of what convolution {@code l} sees, from 0; for the one behind the last that of its result. */
    ImageShape before(int l) {
        int pooled = (int) poolAfter.stream().filter(conv -> conv <= l).count();
        return new ImageShape(
                image.height() >> pooled, image.width() >> pooled, l == 0 ? image.planes() : channels.get(l - 1));
    }

    @Override
    public long signals() {
        long numbers = classes + dense.stream().mapToLong(Integer::longValue).sum();
        for (int l = 0; l < channels.size(); l++) {
            numbers += (long) before(l).pixels() * channels.get(l);
            numbers += isPooled(l) ? before(l + 1).size() : 0;
        }
        return numbers;
    }

    /** Returns whether convolution {@code l}, from 0, is pooled. */
    boolean isPooled(int l) {
        return poolAfter.contains(l + 1);
    }

    /**
     * Returns its tensors {@code conv-1.weight}, [3, 3, in, out], {@code conv-1.bias}, …, {@code dense-1.weight}, …, {@code
     * output.bias}.
     */
    @Override
    public Architecture architecture() {
        List<Architecture.Range> ranges = new ArrayList<>();
        List<Tensor> tensors = new ArrayList<>();
        Axis in = Axis.fixed(before(0).channels());
        for (int l = 0; l < channels.size(); l++) {
            String name = "conv-" + (l + 1);
            Axis out = Axis.nodes(l, Role.OWNS);
            ranges.add(new Architecture.Range(name, LayerKind.CONVOLUTION, channels.get(l)));
            double pixels = before(l).pixels();
            tensors.add(Tensor.parameter(name + ".weight", pixels, Axis.fixed(KERNEL), Axis.fixed(KERNEL), in, out));
            tensors.add(Tensor.parameter(name + ".bias", 0, out));
            in = Axis.nodes(l, Role.READS);
        }
        Architecture.addDense(in, dense, classes, ranges, tensors);
        return Architecture.of(ranges, tensors);
    }

    @Override
    public CnnSpec withNodes(List<Integer> counts) {
        int convolutions = channels.size();
        return new CnnSpec(
                image,
                counts.subList(0, convolutions),
                poolAfter,
                counts.subList(convolutions, counts.size()),
                classes,
                activation);
    }
}
