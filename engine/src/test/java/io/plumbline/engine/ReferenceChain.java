package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Tensor;
import io.plumbline.engine.BlockSpec.Convolution;
import io.plumbline.engine.BlockSpec.Dense;
import io.plumbline.engine.BlockSpec.Residual;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A chain of blocks by definition: double precision, pixel by pixel, a gate wherever a node is read. */
final class ReferenceChain {

    private final ChainSpec network;
    private final Layers layers;
    /** Place of the first entry of every tensor among all weights, and its shape. */
    private final Map<String, Integer> starts = new HashMap<>();

    private final Map<String, int[]> shapes = new HashMap<>();

    ReferenceChain(ChainSpec network) {
        this.network = network;
        Architecture table = network.architecture();
        layers = table.layers();
        int at = 0;
        for (Tensor tensor : table.parameterTensors()) {
            int[] shape = tensor.shape(table.layers(), table.all());
            starts.put(tensor.name(), at);
            shapes.put(tensor.name(), shape);
            at += Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }
    }

    /** What channels are normalised with: by name of the normalisation mean and variance. */
    static final class Statistics {
        private final Map<String, double[][]> known = new HashMap<>();

        /** Returns mean, or variance, of every channel. */
        double[] of(String norm, boolean mean) {
            return known.get(norm)[mean ? 0 : 1];
        }
    }

    /**
     * Returns the logits of all examples.
     *
     * @param gates of every example
     * @param statistics to use, or, where it knows none, to be filled with those of the batch
     */
    double[][] logits(double[] w, double[][] gates, Batch batch, Statistics statistics) {
        return new Forward(w, gates, statistics).of(batch);
    }

    /** Returns the places of what a node owns, or of what reads it. */
    int[] places(int node, boolean owned) {
        int l = layers.layerOf(node);
        int b = node - layers.start(l);
        Forward forward = new Forward(
                new double
                        [starts.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .max()
                                        .orElseThrow()
                                + 100],
                new double[][] {new double[layers.nodes()]},
                new Statistics());
        forward.of(new Batch(1, network.features()));
        List<Integer> places = new ArrayList<>();
        for (String name : (owned ? forward.writers : forward.readers).getOrDefault(l, List.of())) {
            int[] shape = shapes.get(name);
            int columns = shape[shape.length - 1];
            int entries = Arrays.stream(shape).reduce(1, (x, y) -> x * y);
            for (int k = 0; k < entries; k++) {
                int axis = owned ? k % columns : k / columns % shape[shape.length - 2];
                if (axis == b) {
                    places.add(starts.get(name) + k);
                }
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private final class Forward {

        private final double[] w;
        private final double[][] gates;
        private final Statistics statistics;
        private final boolean measures;
        private final Map<Integer, List<String>> writers = new HashMap<>();
        private final Map<Integer, List<String>> readers = new HashMap<>();
        /** [examples][channels][height][width] */
        private double[][][][] x;

        private int layer;
        /** Whose channels are there; -1: those of the images. */
        private int there = -1;

        private boolean isStream;

        Forward(double[] w, double[][] gates, Statistics statistics) {
            this.w = w;
            this.gates = gates;
            this.statistics = statistics;
            measures = statistics.known.isEmpty();
        }

        double[][] of(Batch batch) {
            x = ReferenceImages.images(batch, network.images());
            List<BlockSpec> blocks = network.blocks();
            int conv = 0;
            int residual = 0;
            List<Integer> dense = new ArrayList<>();
            for (int k = 0; k < blocks.size(); k++) {
                if (blocks.get(k) instanceof Convolution block) {
                    convolution("conv-" + ++conv, block, k);
                } else if (blocks.get(k) instanceof Residual block) {
                    residual("residual-" + ++residual, block, isStream && addsTo(k));
                } else if (blocks.get(k) instanceof Dense block) {
                    dense.add(block.nodes());
                }
            }
            return dense(dense);
        }

        /** Whether residual block {@code k} adds to what the block before makes, channel by channel. */
        private boolean addsTo(int k) {
            return k > 0
                    && k < network.blocks().size()
                    && network.blocks().get(k) instanceof Residual block
                    && block.stride() == 1
                    && block.channels() == x[0].length;
        }

        private void convolution(String name, Convolution block, int k) {
            double[][][][] z = convolved(name, name + ".norm", read(), block.stride(), layer);
            if (block.isPooled()) {
                Arrays.setAll(z, ReferenceImages.pooledOf(z)::get);
            }
            x = ReferenceImages.each(z, ReferenceChain.this::activate);
            there = layer++;
            isStream = addsTo(k + 1);
            if (!isStream) {
                x = gated(x, there);
            }
        }

        private void residual(String name, Residual block, boolean adds) {
            double[][][][] in = read();
            int before = there;
            int inner = layer++;
            int stream = adds ? before : layer++;
            double[][][][] a = ReferenceImages.each(
                    convolved(name + ".conv-1", name + ".norm-1", in, block.stride(), inner), this::activated);
            there = inner;
            double[][][][] branch = convolved(name + ".conv-2", name + ".norm-2", gated(a, inner), 1, stream);
            there = before;
            double[][][][] beside =
                    adds ? x : convolved(name + ".shortcut", name + ".norm-3", in, block.stride(), stream);
            x = ReferenceImages.each(ReferenceImages.sum(branch, beside), this::activated);
            there = stream;
            isStream = true;
        }

        private double activated(double z) {
            return activate(z);
        }

        private double[][][][] read() {
            return isStream ? gated(x, there) : x;
        }

        private double[][] dense(List<Integer> units) {
            double[][] below = Arrays.stream(read())
                    .map(image -> Arrays.stream(image)
                            .mapToDouble(ReferenceImages::mean)
                            .toArray())
                    .toArray(double[][]::new);
            for (int l = 0; l < units.size(); l++) {
                below = linear("dense-" + (l + 1), below, units.get(l), layer);
                for (int i = 0; i < below.length; i++) {
                    double[] row = below[i];
                    double[] m = gates[i];
                    int first = layers.start(layer);
                    Arrays.setAll(row, b -> m[first + b] * activate(row[b]));
                }
                there = layer++;
            }
            return linear("output", below, network.classes(), -1);
        }

        private double[][] linear(String name, double[][] below, int columns, int owner) {
            link(name, owner, ".weight", ".bias");
            double[][] out = new double[below.length][columns];
            for (int i = 0; i < out.length; i++) {
                for (int o = 0; o < columns; o++) {
                    out[i][o] = w[starts.get(name + ".bias") + o];
                    for (int r = 0; r < below[i].length; r++) {
                        out[i][o] += below[i][r] * w[starts.get(name + ".weight") + r * columns + o];
                    }
                }
            }
            return out;
        }

        /** Notes whose nodes own the tensors, and whose the first of them reads. */
        private void link(String name, int owner, String... tensors) {
            for (String tensor : tensors) {
                writers.computeIfAbsent(owner, l -> new ArrayList<>()).add(name + tensor);
            }
            if (there >= 0) {
                readers.computeIfAbsent(there, l -> new ArrayList<>()).add(name + tensors[0]);
            }
        }

        private double[][][][] convolved(String name, String norm, double[][][][] in, int stride, int owner) {
            boolean isNormalised = network.norm() == Norm.BATCH;
            if (isNormalised) {
                link(name, owner, ".weight");
                writers.get(owner).add(norm + ".scale");
                writers.get(owner).add(norm + ".shift");
            } else {
                link(name, owner, ".weight", ".bias");
            }
            int[] shape = shapes.get(name + ".weight");
            double[][][][] z = new double[in.length][shape[3]][][];
            for (int i = 0; i < z.length; i++) {
                for (int o = 0; o < shape[3]; o++) {
                    z[i][o] = ReferenceImages.convolved(w, starts.get(name + ".weight"), shape, in[i], stride, o);
                    double bias = isNormalised ? 0 : w[starts.get(name + ".bias") + o];
                    z[i][o] = ReferenceImages.each(z[i][o], value -> value + bias);
                }
            }
            if (isNormalised) {
                normalise(norm, z);
            }
            return z;
        }

        private void normalise(String name, double[][][][] z) {
            int channels = z[0].length;
            if (measures) {
                double[][] of = new double[2][channels];
                for (int c = 0; c < channels; c++) {
                    int channel = c;
                    double[] values = Arrays.stream(z)
                            .flatMap(image -> Arrays.stream(image[channel]))
                            .flatMapToDouble(Arrays::stream)
                            .toArray();
                    double mean = Arrays.stream(values).average().orElseThrow();
                    of[0][c] = mean;
                    of[1][c] = Arrays.stream(values)
                            .map(value -> (value - mean) * (value - mean))
                            .average()
                            .orElseThrow();
                }
                statistics.known.put(name, of);
            }
            double[][] of = statistics.known.get(name);
            for (double[][][] image : z) {
                for (int c = 0; c < channels; c++) {
                    double scale = w[starts.get(name + ".scale") + c] / Math.sqrt(of[1][c] + 1e-5);
                    double shift = w[starts.get(name + ".shift") + c];
                    double mean = of[0][c];
                    image[c] = ReferenceImages.each(image[c], value -> (value - mean) * scale + shift);
                }
            }
        }

        private double[][][][] gated(double[][][][] h, int l) {
            double[][][][] gated = new double[h.length][h[0].length][][];
            for (int i = 0; i < h.length; i++) {
                for (int c = 0; c < h[i].length; c++) {
                    double gate = gates[i][layers.start(l) + c];
                    gated[i][c] = ReferenceImages.each(h[i][c], value -> gate * value);
                }
            }
            return gated;
        }
    }

    private double activate(double z) {
        return switch (network.activation()) {
            case RELU -> Math.max(0, z);
            case TANH -> Math.tanh(z);
            case GELU -> z / (1 + Math.exp(-1.702 * z));
        };
    }
}
