package io.plumbline.engine;

import io.plumbline.core.model.Axis;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Networks as blocks. Not thread safe. */
final class Blocks implements NetworkBuilder {

    private final NetworkSpec network;
    private final Weights weights;
    private final RunningStatistics running;
    private final int examples;
    private final Use use;
    private final Dropout dropout;
    private final List<Place> places = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Gated> gated = new ArrayList<>();
    private final Map<Integer, GateGroup> groups = new HashMap<>();
    private final Deque<Place> aside = new ArrayDeque<>();
    private Optional<Embedding> embedding = Optional.empty();
    private Place last;
    private int learners;
    private int tensors;
    private int norms;

    private Blocks(
            NetworkSpec network, Weights weights, RunningStatistics running, int examples, Use use, Dropout dropout) {
        this.network = network;
        this.weights = weights;
        this.running = running;
        this.examples = examples;
        this.use = use;
        this.dropout = dropout;
        last = at(Place.ofFeatures(examples, network.features()));
    }

    /**
     * Returns the pass of a network.
     *
     * @param weights read at every use
     * @param running what a pass that goes forward alone normalises with, read at every use
     * @param examples how many, at least 1
     * @param dropout of steps
     */
    static Pass pass(
            NetworkSpec network, Weights weights, RunningStatistics running, int examples, Use use, Dropout dropout) {
        Blocks made = new Blocks(network, weights, running, examples, use, dropout);
        if (network instanceof Told told) {
            told.tell(made);
        } else if (network instanceof MlpSpec mlp) {
            made.perceptron(mlp);
        }
        made.gated.sort(Comparator.comparingInt(Gated::layer));
        return new Pass(made.places, made.blocks, made.gated);
    }

    /** Goes on from a place. */
    private Place at(Place place) {
        places.add(place);
        last = place;
        return place;
    }

    private Place behind(int columns) {
        return Place.of(examples, columns, use);
    }

    private void perceptron(MlpSpec mlp) {
        for (int l = 0; l < mlp.hidden().size(); l++) {
            int nodes = mlp.hidden().get(l);
            linear(OptionalInt.of(l), nodes);
            units(l, nodes);
        }
        linear(OptionalInt.empty(), mlp.classes());
    }

    @Override
    public void images(ImageShape images) {
        if (images.channels() > 1) {
            blocks.add(new Interleave(images, last, at(Place.ofFeatures(examples, images.size()))));
        }
    }

    @Override
    public void linear(String name, int in, OptionalInt reader, OptionalInt owner, int columns) {
        linear(owner, columns);
    }

    private void linear(OptionalInt owner, int columns) {
        Optional<Owner> nodes = owner.isPresent() ? Optional.of(Owner.of(owner.getAsInt())) : Optional.empty();
        learner(Linear.of(learners, tensors, nodes, weights, last, at(behind(columns)), use));
    }

    private void learner(Learner learner) {
        blocks.add(learner);
        learners++;
        tensors += learner.tensors();
    }

    @Override
    public void convolution(Kernels kernels, boolean hasBias) {
        Place in = last;
        Place z = at(behind(kernels.out().size()));
        learner(Convolution.of(tensors, hasBias, kernels, weights, in, z, use));
    }

    @Override
    public void norm(String name, int layer, ImageShape shape) {
        Place z = last;
        Place out = at(behind(shape.size()));
        learner(new BatchNorm(tensors, layer, norms++, weights, running, z, out, use));
    }

    @Override
    public void embed(int vocabulary, int tokens, int width) {
        Place ids = last;
        Embedding made = new Embedding(tensors, weights, ids, at(behind(tokens * width)), use);
        embedding = Optional.of(made);
        learner(made);
    }

    @Override
    public void layerNorm(String name, int tokens, int width) {
        Place in = last;
        learner(new LayerNorm(tensors, weights, in, at(behind(tokens * width)), use));
    }

    @Override
    public void tokens(String name, int tokens, Axis in, Axis out) {
        Place before = last;
        Optional<Owner> owner = out.nodes().map(nodes -> new Owner(nodes.layer(), nodes.block()));
        int columns = weights.matrix(tensors).columns();
        learner(Linear.of(learners, tensors, owner, weights, before, at(behind(tokens * columns)), use));
    }

    @Override
    public void attention(String name, int layer, Attention.Shape shape, boolean causal) {
        Place in = last;
        Place out = at(behind(shape.tokens() * shape.heads() * shape.width()));
        blocks.add(new Attention(in, out, shape, causal, use));
        gate(layer, shape.width(), Optional.empty());
        if (!dropout.isOff()) {
            Place heads = last;
            Place kept = at(behind(heads.values().columns()));
            blocks.add(new HeadDropout(layer, shape.heads(), shape.width(), dropout, heads, kept));
        }
    }

    @Override
    public void mixture(String name, int layer, Mixture shape) {
        int tokens = examples * shape.tokens();
        Routing routing = new Routing(tokens, shape.experts(), use.comesBack());
        int rows = (use.comesBack() ? 2 : 1) * shape.tokens();
        Place in = last;
        Place toRouter = at(in.branch());
        Place toExperts = at(in.branch());
        blocks.add(new Split(in, toRouter, toExperts));
        Place logits = at(behind(shape.tokens() * shape.experts()));
        learner(Linear.withoutBias(learners, tensors, weights, toRouter, logits, use));
        float[] byShare = new float[tokens];
        Place sent = at(behind(rows * shape.width()));
        blocks.add(new Dispatch(layer, routing, shape.balance(), toExperts, logits, sent, byShare));
        Place z = at(behind(rows * shape.units()));
        learner(new ExpertMap(tensors, layer, routing, weights, sent, z, use));
        activate();
        Place h = last;
        Place made = at(behind(rows * shape.width()));
        learner(new ExpertMap(tensors, layer, routing, weights, h, made, use));
        Combine combine =
                new Combine(layer, routing, logits, made, at(behind(shape.tokens() * shape.width())), byShare);
        blocks.add(combine);
        gated.add(combine);
    }

    @Override
    public void add() {
        Place there = last;
        Place other = aside.pop();
        blocks.add(new Add(other, there, at(behind(there.values().columns()))));
    }

    @Override
    public void unembed(int vocabulary, int tokens) {
        Place vectors = last;
        Embedding tables = embedding.orElseThrow();
        TiedOutput output = new TiedOutput(tables, vectors, at(behind(tokens * vocabulary)), use);
        tables.tie(output);
        blocks.add(output);
    }

    @Override
    public void pool(ImageShape before) {
        Place in = last;
        blocks.add(new MaxPool(before, in, at(behind(before.pooled().size()))));
    }

    @Override
    public void units(int layer, int nodes) {
        Place z = last;
        Units units = new Units(layer, nodes, network.activation(), z, at(z.gated(use)), dropout);
        blocks.add(units);
        gated.add(units);
    }

    @Override
    public void activate() {
        Place z = last;
        blocks.add(
                new Join(network.activation(), List.of(z), at(behind(z.values().columns()))));
    }

    @Override
    public void gate(int layer) {
        gate(layer, 1, Optional.empty());
    }

    @Override
    public void keep(int layer) {
        Place onward = last.branch();
        places.add(onward);
        aside.push(onward);
        gate(layer, 1, Optional.of(onward));
    }

    private void gate(int layer, int block, Optional<Place> onward) {
        Place stream = last;
        int numbers = stream.values().columns();
        boolean first = !groups.containsKey(layer);
        GateGroup group = groups.computeIfAbsent(
                layer, l -> new GateGroup(l, network.layers().all().get(l).nodes(), block, numbers));
        Place out = at(Place.behindGates(examples, numbers, use));
        Gate gate = new Gate(layer, block, stream, out, onward, first ? Optional.of(group) : Optional.empty());
        group.add(gate);
        blocks.add(gate);
        if (first) {
            gated.add(group);
        }
    }

    @Override
    public void split() {
        Place in = last;
        Place other = in.branch();
        places.add(other);
        aside.push(other);
        blocks.add(new Split(in, at(in.branch()), other));
    }

    @Override
    public void swap() {
        Place there = last;
        last = aside.pop();
        aside.push(there);
    }

    @Override
    public void join() {
        List<Place> in = List.of(aside.pop(), last);
        blocks.add(new Join(network.activation(), in, at(behind(last.values().columns()))));
    }

    @Override
    public void mean(ImageShape before) {
        Place images = last;
        blocks.add(new MeanPool(images, at(Place.behindGates(examples, before.channels(), use))));
    }
}
