package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A network in training: weights, optimizer, gates in force, and what the method measures on them. Not thread safe;
 * two engines in two threads do not disturb one another.
 */
public interface Engine extends AutoCloseable {

    /** Returns the network with all nodes that it began with: its tensors, and what every node is to them. */
    Architecture architecture();

    /** Returns the gated layers, in node order. */
    default Layers layers() {
        return architecture().layers();
    }

    /** Returns the number of trained parameters, ungated parameters included. */
    long parameters();

    /** Returns the updates made so far, those before an imported state included. */
    long updates();

    /**
     * Makes one optimizer update.
     *
     * @param batch as many examples as the engine was made for
     * @param into filled with the statistics at the weights before the update; {@link StepRecord#NONE} for none
     * @return the mean loss over the batch before the update, nats; NaN or ∞ once the run has diverged
     * @throws IllegalArgumentException if batch or record is of another shape
     */
    double step(Batch batch, StepRecord into);

    /**
     * Measures loss, gradient and curvature on the probe batch at the current weights and mask. The power iteration
     * goes on from where the last probe left it. Signs are drawn from the run's seed and the step that the next update
     * makes, {@link #updates()} + 1: a probe repeated at a step draws the same.
     *
     * @throws IllegalArgumentException if the record is of another shape
     */
    void probe(ProbeRecord into);

    /** Returns the mean loss on the probe batch at the current weights and mask, nats. */
    double probeLoss();

    /** Returns the mask in force. */
    Mask mask();

    /**
     * Puts a mask into force. The average of the weights begins anew where it has other gates than the one before.
     *
     * @throws IllegalArgumentException if it is of another number of nodes
     */
    void mask(Mask mask);

    /**
     * Keeps weights and mask as they are now, to be measured. The engine's own: valid until it freezes again or is closed,
     * prunings in between included.
     */
    Frozen freeze();

    /**
     * Measures the network as it is now, see {@link Frozen#evaluate}.
     *
     * @param features [examples, features], row by row
     * @param labels class of every prediction, from 0, example after example; of several of an example some may be −1, not predicted
     * @param examples how many, at least 1; both arrays may be longer
     */
    default Score evaluate(float[] features, int[] labels, int examples) {
        return freeze().evaluate(features, labels, examples);
    }

    /**
     * Keeps averaged weights and mask as they are now, as {@link #freeze()} keeps the weights; what that gave stays valid.
     *
     * @return empty where no average is kept
     */
    Optional<Frozen> freezeAverage();

    /**
     * Returns copies of the weights, always of the same names, shapes and order; of a perceptron {@code dense-1.weight},
     * {@code dense-1.bias}, …, {@code output.bias}.
     */
    List<NamedArray> weights();

    /**
     * Hands over the numbers of {@link #weights()} in their order, row by row and without a copy of them all: of every array
     * the rows of its last axis; of a perceptron those of a weight, [out] each, then its bias, [out].
     *
     * @param rows reads a row at once, changes nothing and keeps nothing
     */
    void eachRow(Consumer<float[]> rows);

    /** As {@link #eachRow}, of the averaged weights; nothing is handed over where no average is kept. */
    void eachAverageRow(Consumer<float[]> rows);

    /**
     * Replaces the weights. Their average begins anew.
     *
     * @param weights named, ordered and shaped as {@link #weights()} returns them
     * @throws IllegalArgumentException if they are not
     */
    void weights(List<NamedArray> weights);

    /**
     * Returns copies of what examples are normalised with where the network is evaluated: mean and variance of every normalised
     * channel, running averages over the batches of the steps, [channels] each; none of a network that normalises nothing. They
     * are measured anew on the probe batch whenever other weights are given or a mask with other gates comes into force.
     */
    default List<NamedArray> statistics() {
        return List.of();
    }

    /**
     * Replaces what examples are normalised with.
     *
     * @param statistics as {@link #statistics()} returns them: take them after weights and mask
     * @throws IllegalArgumentException if they are not of this network
     */
    default void statistics(List<NamedArray> statistics) {
        if (!statistics.isEmpty()) {
            throw new IllegalArgumentException("this network normalises nothing, got " + statistics);
        }
    }

    /** As {@link #statistics()}, of the averaged weights: measured on the probe batch. None where no average is kept. */
    default List<NamedArray> averageStatistics() {
        return List.of();
    }

    /** Returns a copy of the average of the weights; {@link AverageState#NONE} where none is kept, as at first. */
    AverageState average();

    /**
     * Averages the weights after every step from now on. The average has no part in steps, probes and evaluations of the
     * network itself: their bits are those without it. It begins anew, from the weights as they are, whenever a mask with
     * other gates comes into force, for it would mix weights that were made to work with other nodes; a pruning that
     * changes no gate keeps it for what stays.
     *
     * @param state as {@link #average()} returned it, to go on from: take it after weights and mask; {@link
     *     AverageState#beginning} to begin; {@link AverageState#NONE} to keep none
     * @throws IllegalArgumentException if it is not of this network
     */
    void average(AverageState state);

    /**
     * Says what stands for the size of a node from now on, {@link StepRecord#weightNorm()}: {@link Magnitude#L2} at first.
     *
     * @throws IllegalArgumentException if this network has no such size
     */
    default void magnitude(Magnitude wanted) {
        if (wanted != Magnitude.L2) {
            throw new IllegalArgumentException("this engine measures no other size of a node than l2");
        }
    }

    /** Returns a copy of what the optimizer remembers. */
    OptimizerState optimizerState();

    /**
     * Replaces what the optimizer remembers.
     *
     * @throws IllegalArgumentException if it is not of this network and optimizer
     */
    void optimizerState(OptimizerState state);

    /**
     * Returns a copy of what the next probe's search for the top eigenvector goes on from: a cotangent c of the logits of the
     * probe batch, which speaks of the direction Jᵀc/‖Jᵀc‖, J the derivatives of the logits by what is open; {@code
     * logits.direction} [examples, classes]. None before the first probe, which draws it from the seed.
     */
    List<NamedArray> probeDirection();

    /**
     * Lets the next probe go on from a direction: with weights, updates, mask and direction of another engine of the same
     * seed, the next probe is bit for bit the one that the other would make.
     *
     * @param direction as {@link #probeDirection()} returns it; none to draw anew from the seed
     * @throws IllegalArgumentException if it is not of this probe batch
     */
    void probeDirection(List<NamedArray> direction);

    /** Frees the native memory; the engine cannot be used afterwards. */
    @Override
    void close();
}
