package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.engine.BlockSpec.Convolution;
import io.plumbline.engine.BlockSpec.Dense;
import io.plumbline.engine.BlockSpec.Residual;
import io.plumbline.engine.data.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A convolutional network as a chain of blocks: convolutions and residual blocks; then the mean over all pixels, dense layers and
 * the output. Gated are the channels of every convolution, those between the two convolutions of a residual block, the units of
 * dense layers, and the channels of residual streams: all blocks that add to a stream make its channels together, so that
 * a channel of it is one node.
 *
 * @param image shape of an example: {@code [height, width]}, or {@code [channels, height, width]}
 * @param blocks convolutions and residual blocks, at least one, then dense layers
 * @param norm what follows every convolution
 * @param classes outputs, at least 2
 * @param activation of all nodes
 */
public record ChainSpec(Shape image, List<BlockSpec> blocks, Norm norm, int classes, Activation activation)
        implements Told {

    /** In descriptions and files. */
    public static final String KIND = "blocks";

    /** Width and height of a kernel. */
    static final int KERNEL = 3;

    /** Checks and copies the components. */
    public ChainSpec {
        blocks = List.copyOf(blocks);
        List<String> errors = errors(image, blocks, classes);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
    }

    private static List<String> errors(Shape image, List<BlockSpec> blocks, int classes) {
        List<String> errors = new ArrayList<>();
        if (!image.isImage()) {
            errors.add("a convolution needs images, " + Shape.IMAGES + ", and an example is " + image);
        }
        if (classes < 2) {
            errors.add("classes must be at least 2, was " + classes);
        }
        if (blocks.isEmpty() || blocks.get(0) instanceof Dense) {
            errors.add("the first block must be a convolution or a residual block, and blocks are "
                    + BlockSpec.text(blocks));
        }
        for (int k = 1; k < blocks.size(); k++) {
            if (blocks.get(k - 1) instanceof Dense && !(blocks.get(k) instanceof Dense)) {
                errors.add("block " + (k + 1) + ", " + blocks.get(k).text() + ", stands behind a dense layer");
            }
        }
        if (image.isImage()) {
            addIfNothingIsLeft(image, blocks, errors);
        }
        return errors;
    }

    private static void addIfNothingIsLeft(Shape image, List<BlockSpec> blocks, List<String> errors) {
        ImageShape left = new ImageShape(image.height(), image.width(), 1);
        for (int k = 0; k < blocks.size(); k++) {
            left = after(blocks.get(k), left);
            if (left.pixels() == 0) {
                errors.add("block " + (k + 1) + ", " + blocks.get(k).text() + ": no pixel is left of images of "
                        + image.height() + "×" + image.width());
                return;
            }
        }
    }

    private static ImageShape after(BlockSpec block, ImageShape before) {
        if (block instanceof Convolution conv) {
            ImageShape made = before.strided(conv.stride());
            return conv.isPooled() ? made.pooled() : made;
        }
        return block instanceof Residual residual ? before.strided(residual.stride()) : before;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int features() {
        return image.size();
    }

    /** Returns the shape of the images that come in. */
    ImageShape images() {
        return new ImageShape(image.height(), image.width(), image.planes());
    }

    /**
     * Returns its tensors {@code conv-1.weight}, [3, 3, in, out], {@code conv-1.bias} or {@code conv-1.norm.scale}, …, {@code
     * residual-1.conv-1.weight}, …, {@code dense-1.weight}, …, {@code output.bias}; then what is kept of normalisations, {@code
     * conv-1.norm.mean}, ….
     */
    @Override
    public Architecture architecture() {
        return Told.super.architecture();
    }

    @Override
    public void tell(NetworkBuilder builder) {
        ChainWalk.of(this, builder);
    }

    @Override
    public ChainSpec withNodes(List<Integer> counts) {
        return new ChainSpec(image, withNodes(blocks, counts), norm, classes, activation);
    }

    /**
     * Returns the same blocks with other numbers of nodes.
     *
     * @param counts nodes of every gated layer, in node order
     */
    public static List<BlockSpec> withNodes(List<BlockSpec> blocks, List<Integer> counts) {
        List<BlockSpec> changed = new ArrayList<>();
        Iterator<Integer> count = counts.iterator();
        int stream = 0;
        for (int k = 0; k < blocks.size(); k++) {
            BlockSpec block = blocks.get(k);
            if (block instanceof Residual residual) {
                int inner = count.next();
                stream = ChainWalk.beginsStream(blocks, k) ? count.next() : stream;
                changed.add(new Residual(stream, inner, residual.stride()));
            } else if (block instanceof Convolution conv) {
                stream = count.next();
                changed.add(new Convolution(stream, conv.stride(), conv.isPooled()));
            } else {
                changed.add(new Dense(count.next()));
            }
        }
        return changed;
    }
}
