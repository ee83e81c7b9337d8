package io.plumbline.engine;

import io.plumbline.core.model.Axis;
import io.plumbline.core.model.LayerKind;
import java.util.OptionalInt;

/**
 * Is told a network piece by piece, from the features to the logits: the table of axes, the blocks of a pass and the
 * count of what lies between them are made of the same telling. Pieces follow one another; where two ways part, {@link #split} and
 * {@link #keep} lay one aside, and {@link #join} or {@link #add} takes it back.
 */
interface NetworkBuilder {

    /** A convolution of the images that are there; {@code reader} is the layer whose nodes its inputs are, if they are nodes. */
    record Kernels(String name, ImageShape in, int size, int stride, OptionalInt reader, int owner, int channels) {

        /** Returns the shape of what it makes. */
        ImageShape out() {
            return in.strided(stride).withChannels(channels);
        }
    }

    /** A mixture of experts on tokens: maps of width numbers to units and back. */
    record Mixture(int tokens, int width, int units, int experts, double balance) {}

    /** Begins with images, which data sets hold plane by plane. */
    default void images(ImageShape shape) {}

    /** Takes up a gated layer, the next. */
    default void layer(String name, LayerKind kind, int nodes) {}

    /** Convolves. */
    default void convolution(Kernels kernels, boolean hasBias) {}

    /** Makes vectors of tokens and their positions. */
    default void embed(int vocabulary, int tokens, int width) {}

    /** Normalises the numbers of every token. */
    default void layerNorm(String name, int tokens, int width) {}

    /** Maps every token linearly. */
    default void tokens(String name, int tokens, Axis in, Axis out) {}

    /** Lets tokens attend to each other, and gates the heads of a layer for whatever comes. */
    default void attention(String name, int layer, Attention.Shape shape, boolean causal) {}

    /** Sends every token to an expert of a layer, which may be closed. */
    default void mixture(String name, int layer, Mixture shape) {}

    /** Adds what was laid aside to what is there. */
    default void add() {}

    /** Makes logits of every token, by the table that it was embedded by. */
    default void unembed(int vocabulary, int tokens) {}

    /** Normalises the channels of a layer, over all pixels of all examples. */
    default void norm(String name, int layer, ImageShape shape) {}

    /** Takes the largest number of every square of 2×2. */
    default void pool(ImageShape before) {}

    /** Applies the activation, and gates the nodes of a layer for whatever comes. */
    default void units(int layer, int nodes) {}

    /** Applies the activation; whoever reads this gates it. */
    default void activate() {}

    /** Gates a stream for one reader, the last. */
    default void gate(int layer) {}

    /** Gates a stream for what follows, and lays it aside as it is. */
    default void keep(int layer) {}

    /** Lays what is there aside, and goes on with it. */
    default void split() {}

    /** Lays what is there aside, and goes on with what was. */
    default void swap() {}

    /** Adds what was laid aside to what is there, and applies the activation. */
    default void join() {}

    /** Takes the mean over all pixels. */
    default void mean(ImageShape before) {}

    /** Maps linearly. */
    default void linear(String name, int in, OptionalInt reader, OptionalInt owner, int columns) {}
}
