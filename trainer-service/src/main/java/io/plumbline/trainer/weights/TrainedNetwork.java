package io.plumbline.trainer.weights;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.trainer.data.DataException;
import io.plumbline.trainer.data.Scaling;
import io.plumbline.trainer.engine.Activation;
import io.plumbline.trainer.engine.NamedArray;
import io.plumbline.trainer.engine.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A trained network with everything that using it takes. In its file the weights keep their names and shapes
 * ([in, out]); {@code dense-1.mask} and so on hold 1 for an open node, 0 for a closed one; {@code input.offset} and
 * {@code input.factor} scale features, x′ = (x − offset) · factor.
 *
 * @param network architecture
 * @param weights as the engine names them
 * @param mask in force at the end
 * @param scaling of the features
 * @param origin of it
 */
public record TrainedNetwork(NetworkSpec network, List<NamedArray> weights, Mask mask, Scaling scaling, Origin origin) {

    private static final String FORMAT = "plumbline-mlp-1";
    private static final String MASK = ".mask";
    private static final String OFFSET = "input.offset";
    private static final String FACTOR = "input.factor";

    /**
     * Where a network comes from.
     *
     * @param run id
     * @param step updates made
     * @param maskVersion in force at the end
     * @param data name of the set
     * @param sha256 over its training part
     * @param description of the run, resolved, in YAML
     */
    public record Origin(String run, long step, long maskVersion, String data, String sha256, String description) {}

    /**
     * Writes a safetensors file, whole or not at all; folders on the way are made.
     *
     * @throws DataException if it cannot be written
     */
    public void write(Path file) {
        List<NamedArray> tensors = new ArrayList<>(weights);
        Layers layers = network.layers();
        for (int l = 0; l < layers.size(); l++) {
            float[] gates = new float[layers.end(l) - layers.start(l)];
            for (int b = 0; b < gates.length; b++) {
                gates[b] = mask.isOpen(layers.start(l) + b) ? 1 : 0;
            }
            tensors.add(new NamedArray(layers.all().get(l).name() + MASK, new int[] {gates.length}, gates));
        }
        tensors.add(new NamedArray(OFFSET, new int[] {scaling.features()}, scaling.offset()));
        tensors.add(new NamedArray(FACTOR, new int[] {scaling.features()}, scaling.factor()));
        try {
            WholeFile.write(file, part -> Files.write(part, new SafeTensors(metadata(), tensors).bytes()));
        } catch (IOException unwritable) {
            throw new DataException(file + " cannot be written: " + unwritable.getMessage());
        }
    }

    private Map<String, String> metadata() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("format", FORMAT);
        texts.put("features", String.valueOf(network.features()));
        texts.put("hidden", network.hidden().stream().map(String::valueOf).collect(Collectors.joining(",")));
        texts.put("classes", String.valueOf(network.classes()));
        texts.put("activation", network.activation().spelling());
        texts.put("run", origin.run());
        texts.put("step", String.valueOf(origin.step()));
        texts.put("mask-version", String.valueOf(origin.maskVersion()));
        texts.put("data", origin.data());
        texts.put("data-sha256", origin.sha256());
        texts.put("description", origin.description());
        return texts;
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws DataException if it is anything else, in one sentence
     */
    public static TrainedNetwork read(Path file) {
        SafeTensors tensors = SafeTensors.read(file);
        Map<String, String> texts = tensors.metadata();
        if (!FORMAT.equals(texts.get("format"))) {
            throw new DataException(file + " was not written by plumbline train: its metadata has format "
                    + texts.get("format") + ", expected " + FORMAT);
        }
        try {
            NetworkSpec network = network(texts);
            Map<String, NamedArray> named = new LinkedHashMap<>();
            tensors.tensors().forEach(tensor -> named.put(tensor.name(), tensor));
            Scaling scaling =
                    Scaling.of(vector(named, OFFSET, network.features()), vector(named, FACTOR, network.features()));
            Mask mask = mask(named, network.layers());
            return new TrainedNetwork(network, List.copyOf(named.values()), mask, scaling, origin(texts));
        } catch (IllegalArgumentException misfit) {
            throw new DataException(
                    file + " does not hold the network that its metadata names: " + misfit.getMessage());
        }
    }

    private static NetworkSpec network(Map<String, String> texts) {
        List<Integer> hidden = Arrays.stream(text(texts, "hidden").split(","))
                .map(Integer::valueOf)
                .toList();
        return new NetworkSpec(
                Integer.parseInt(text(texts, "features")),
                hidden,
                Integer.parseInt(text(texts, "classes")),
                Activation.of(text(texts, "activation")));
    }

    private static Origin origin(Map<String, String> texts) {
        return new Origin(
                text(texts, "run"),
                Long.parseLong(text(texts, "step")),
                Long.parseLong(text(texts, "mask-version")),
                text(texts, "data"),
                text(texts, "data-sha256"),
                text(texts, "description"));
    }

    private static String text(Map<String, String> texts, String key) {
        return Optional.ofNullable(texts.get(key))
                .orElseThrow(() -> new IllegalArgumentException("its metadata says no " + key));
    }

    private static Mask mask(Map<String, NamedArray> named, Layers layers) {
        List<Integer> closed = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            int nodes = layers.end(l) - layers.start(l);
            float[] gates = vector(named, layers.all().get(l).name() + MASK, nodes);
            for (int b = 0; b < nodes; b++) {
                if (gates[b] != 0 && gates[b] != 1) {
                    throw new IllegalArgumentException("a gate is " + gates[b] + ", expected 0 or 1");
                }
                if (gates[b] == 0) {
                    closed.add(layers.start(l) + b);
                }
            }
        }
        int[] nodes = closed.stream().mapToInt(Integer::intValue).toArray();
        return Mask.allOpen(layers.nodes()).with(nodes, new int[0]);
    }

    /** Takes a vector out of the tensors: what is left in the end are the weights. */
    private static float[] vector(Map<String, NamedArray> named, String name, int size) {
        NamedArray array = named.remove(name);
        if (array == null || !Arrays.equals(array.shape(), new int[] {size})) {
            throw new IllegalArgumentException(
                    "expected " + name + "[" + size + "], got " + (array == null ? "nothing" : array));
        }
        return array.values();
    }
}
