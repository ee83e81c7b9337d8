package io.plumbline.engine.weights;

import io.plumbline.core.files.Decimals;
import io.plumbline.core.files.FileTrouble;
import io.plumbline.core.files.WholeFile;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Tensor;
import io.plumbline.engine.MemoryNeed;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.Encoding;
import io.plumbline.engine.data.Scaling;
import io.plumbline.engine.weights.TrainedNetwork.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The file of a trained network, all but its weights, which are handed over while it is written: a large network is not
 * copied for that. In the file the weights keep their names and shapes ([in, out]); {@code dense-1.mask} and so on hold 1
 * for an open node, 0 for a closed one; {@code input.offset} and {@code input.factor} scale features, x′ = (x − offset)
 * · factor.
 *
 * @param network architecture
 * @param mask in force at the end
 * @param scaling of the features
 * @param encoding of the data; empty in files of old
 * @param origin of the network
 */
public record NetworkFile(NetworkSpec network, Mask mask, Scaling scaling, Optional<Encoding> encoding, Origin origin) {

    private static final String MASK = ".mask";
    private static final String OFFSET = "input.offset";
    private static final String FACTOR = "input.factor";
    private static final String ENCODING = "encoding";
    /** What the weights are; files of the last step's own do not say it. */
    private static final String WEIGHTS = "weights";

    private static final String AVERAGED = "averaged";

    /**
     * Writes a safetensors file, whole or not at all; folders on the way are made.
     *
     * @param weights hands over all weights and biases, in pieces, as {@link
     *     io.plumbline.engine.Engine#eachRow} does
     * @param statistics of the same weights
     * @throws DataException if it cannot be written
     */
    public void write(Path file, Consumer<Consumer<float[]>> weights, List<NamedArray> statistics) {
        SafeTensors header = new SafeTensors(metadata(), layout(network));
        try {
            WholeFile.write(
                    file,
                    part -> TensorWriter.write(part, header, rows -> {
                        weights.accept(rows);
                        statistics.forEach(array -> rows.accept(array.values()));
                        gates(rows);
                        rows.accept(scaling.offset());
                        rows.accept(scaling.factor());
                    }));
        } catch (IOException unwritable) {
            throw new DataException(file + " cannot be written: " + FileTrouble.why(file, unwritable));
        }
    }

    /** Returns the file of averaged weights that lies beside another: {@code net-averaged.safetensors}. */
    public static Path averaged(Path file) {
        String name = file.getFileName().toString();
        int end = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return file.resolveSibling(name.substring(0, end) + "-" + AVERAGED + name.substring(end));
    }

    private void gates(Consumer<float[]> rows) {
        Layers layers = network.layers();
        for (int l = 0; l < layers.size(); l++) {
            float[] gates = new float[layers.end(l) - layers.start(l)];
            for (int b = 0; b < gates.length; b++) {
                gates[b] = mask.isOpen(layers.start(l) + b) ? 1 : 0;
            }
            rows.accept(gates);
        }
    }

    private Map<String, String> metadata() {
        Map<String, String> texts = NetworkTexts.of(network);
        texts.put("run", origin.run());
        texts.put("step", String.valueOf(origin.step()));
        texts.put("mask-version", String.valueOf(origin.maskVersion()));
        texts.put("data", origin.data());
        texts.put("data-sha256", origin.sha256());
        texts.put("description", origin.description());
        texts.put("outcome", origin.outcome());
        if (origin.averaged()) {
            texts.put(WEIGHTS, AVERAGED);
        }
        encoding.ifPresent(known -> texts.put(ENCODING, known.json()));
        return texts;
    }

    /** Every tensor of the file of a network, one behind the other: what is learned first, then what is kept. */
    private static List<TensorEntry> layout(NetworkSpec network) {
        List<TensorEntry> tensors = new ArrayList<>();
        Architecture table = network.architecture();
        List<Tensor> stored = new ArrayList<>(table.parameterTensors());
        stored.addAll(table.stateTensors());
        for (Tensor tensor : stored) {
            append(tensors, tensor.name(), tensor.shape(table.layers(), table.all()));
        }
        for (Layer layer : table.layers().all()) {
            append(tensors, layer.name() + MASK, layer.nodes());
        }
        append(tensors, OFFSET, network.features());
        append(tensors, FACTOR, network.features());
        return tensors;
    }

    private static void append(List<TensorEntry> tensors, String name, int... shape) {
        long begin = tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
        tensors.add(TensorEntry.from(
                begin, name, Arrays.stream(shape).mapToObj(size -> (long) size).toList()));
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is not as {@link #write} writes it, or does not fit into memory, in one sentence
     */
    static TrainedNetwork read(Path file) {
        return TensorReader.read(file, reader -> {
            Map<String, String> texts = reader.header().metadata();
            if (!NetworkTexts.isKnown(texts)) {
                throw new DataException(file + " was not written by plumbline train: its metadata has format "
                        + texts.get("format") + ", expected " + NetworkTexts.known());
            }
            try {
                return read(file, reader, NetworkTexts.parse(texts), texts);
            } catch (IllegalArgumentException misfit) {
                throw new DataException(
                        file + " does not hold the network that its metadata names: " + misfit.getMessage());
            }
        });
    }

    private static TrainedNetwork read(Path file, TensorReader reader, NetworkSpec network, Map<String, String> texts) {
        List<TensorEntry> layout = layout(network);
        Map<String, TensorEntry> there =
                reader.header().tensors().stream().collect(Collectors.toMap(TensorEntry::name, Function.identity()));
        layout.forEach(wanted -> require(wanted, Optional.ofNullable(there.get(wanted.name()))));
        if (there.size() > layout.size()) {
            layout.forEach(wanted -> there.remove(wanted.name()));
            throw new IllegalArgumentException("it holds more: " + there.values());
        }
        MemoryNeed.ofHeap(reader.header().dataBytes())
                .refusal(file.toString(), MemoryNeed.Machine.here())
                .ifPresent(NetworkFile::refuse);
        Function<String, NamedArray> values = name -> reader.values(there.get(name));
        Optional<Encoding> encoding = Optional.ofNullable(texts.get(ENCODING)).map(Encoding::parse);
        encoding.ifPresent(known -> known.requireFits(network.features(), network.classes()));
        Scaling scaling =
                Scaling.of(values.apply(OFFSET).values(), values.apply(FACTOR).values());
        Mask mask = mask(values, network.layers());
        int learned = network.architecture().parameterTensors().size();
        int stored = learned + network.architecture().stateTensors().size();
        IntFunction<NamedArray> array = t -> values.apply(layout.get(t).name());
        return new TrainedNetwork(
                network,
                IntStream.range(0, learned).mapToObj(array).toList(),
                IntStream.range(learned, stored).mapToObj(array).toList(),
                mask,
                scaling,
                encoding,
                origin(texts));
    }

    private static void require(TensorEntry wanted, Optional<TensorEntry> there) {
        if (!there.map(TensorEntry::shape).equals(Optional.of(wanted.shape()))) {
            throw new IllegalArgumentException("expected " + wanted + ", got "
                    + there.map(TensorEntry::toString).orElse("nothing"));
        }
    }

    private static void refuse(String sentence) {
        throw new DataException(sentence);
    }

    private static Origin origin(Map<String, String> texts) {
        return new Origin(
                NetworkTexts.text(texts, "run"),
                Decimals.whole(NetworkTexts.text(texts, "step")),
                Decimals.whole(NetworkTexts.text(texts, "mask-version")),
                NetworkTexts.text(texts, "data"),
                NetworkTexts.text(texts, "data-sha256"),
                NetworkTexts.text(texts, "description"),
                texts.getOrDefault("outcome", Origin.FINISHED),
                AVERAGED.equals(texts.get(WEIGHTS)));
    }

    private static Mask mask(Function<String, NamedArray> values, Layers layers) {
        List<Integer> closed = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            float[] gates = values.apply(layers.all().get(l).name() + MASK).values();
            for (int b = 0; b < gates.length; b++) {
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
}
