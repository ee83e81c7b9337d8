package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Tensor;
import java.util.Arrays;
import java.util.List;

/** The shape of a network that an engine can train. */
public sealed interface NetworkSpec permits MlpSpec, Told {

    /** Returns the word for networks of this shape in descriptions and files, {@code mlp}, {@code blocks} or {@code transformer}. */
    String kind();

    /** Returns how many numbers an example has. */
    int features();

    /** Returns the number of classes, at least 2. */
    int classes();

    /** Returns how many classes of an example are predicted: one, or that of every token. */
    default int predictions() {
        return 1;
    }

    /** Returns how many numbers of an example the network ends with. */
    default int logits() {
        return predictions() * classes();
    }

    /** Returns the activation of all nodes. */
    Activation activation();

    /** Returns how many numbers of an example lie between its layers, the logits among them. */
    long signals();

    /** Returns its tensors, and what nodes are to them. */
    Architecture architecture();

    /**
     * Returns the same network with other numbers of nodes.
     *
     * @param counts nodes of every gated layer, at least 1 each
     */
    NetworkSpec withNodes(List<Integer> counts);

    /** Returns what all entries of a vector, such as a bias, are before the first step. */
    default float initial(Tensor vector) {
        return 0;
    }

    /**
     * Returns the deviation of a matrix's entries before the first step, those of normal numbers of mean 0: after He et al. (2015), equation
     * 10, unless the network says otherwise.
     *
     * @param shape lengths of the axes: an output sums over all but the last
     */
    default double deviation(Tensor matrix, int[] shape) {
        return Math.sqrt(2.0 / Arrays.stream(shape).limit(shape.length - 1L).reduce(1, (x, y) -> x * y));
    }

    /** Returns the gated layers. */
    default Layers layers() {
        return architecture().layers();
    }

    /** Returns the number of parameters with all nodes there. */
    default long parameters() {
        Architecture table = architecture();
        return table.parameters(table.all());
    }
}
