package io.plumbline.dl4j;

import io.plumbline.core.files.FileTrouble;
import io.plumbline.core.files.WholeFile;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.engine.KeptNodes;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.weights.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A trained network as a model of DeepLearning4J: the same probabilities from features as they were before scaling.
 * Closed nodes are left out, so that it is as small as its mask says; the scaling is part of its first layer.
 */
public final class Dl4jNetwork {

    private final TrainedNetwork trained;
    private final MlpSpec network;

    private Dl4jNetwork(TrainedNetwork trained) {
        this.trained = trained;
        if (!(trained.network() instanceof MlpSpec mlp)) {
            throw new DataException(
                    "the network is of kind " + trained.network().kind()
                            + ": models of DeepLearning4J are written of multi-layer perceptrons alone");
        }
        this.network = mlp;
    }

    /**
     * Returns the model; layers keep their names, the last is {@code output}.
     *
     * @throws DataException if a layer has no open node, or the weights are not those of the network
     */
    public static MultiLayerNetwork of(TrainedNetwork trained) {
        Dl4jNetwork made = new Dl4jNetwork(trained);
        return made.model(made.maps());
    }

    /**
     * What was written.
     *
     * @param widths features, open nodes of every hidden layer, classes
     * @param parameters of the model
     * @param allOpen parameters of the network with all nodes open
     */
    public record Written(List<Integer> widths, long parameters, long allOpen) {

        /** Copies the list. */
        public Written {
            widths = List.copyOf(widths);
        }
    }

    /**
     * Writes the model as DeepLearning4J's own archive, whole or not at all; folders on the way are made.
     *
     * @throws DataException as {@link #of}, and if the file cannot be written
     */
    public static Written write(TrainedNetwork trained, Path file) {
        Dl4jNetwork made = new Dl4jNetwork(trained);
        List<DenseMap> maps = made.maps();
        MultiLayerNetwork model = made.model(maps);
        try {
            WholeFile.write(file, part -> ModelSerializer.writeModel(model, part.toFile(), false));
        } catch (IOException unwritable) {
            throw new DataException(file + " cannot be written: " + FileTrouble.why(file, unwritable));
        }
        List<Integer> widths = new ArrayList<>();
        widths.add(made.network.features());
        maps.forEach(map -> widths.add(map.out()));
        return new Written(widths, model.numParams(), made.network.parameters());
    }

    private MultiLayerNetwork model(List<DenseMap> maps) {
        NeuralNetConfiguration.ListBuilder builder =
                new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).list();
        for (DenseMap map : maps.subList(0, maps.size() - 1)) {
            builder.layer(new DenseLayer.Builder()
                    .name(map.name())
                    .nIn(map.in())
                    .nOut(map.out())
                    .activation(activation())
                    .build());
        }
        DenseMap output = maps.get(maps.size() - 1);
        builder.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .name(output.name())
                .nIn(output.in())
                .nOut(output.out())
                .activation(Activation.SOFTMAX)
                .build());
        MultiLayerNetwork model = new MultiLayerNetwork(builder.build());
        model.init();
        for (int l = 0; l < maps.size(); l++) {
            model.setParam(l + "_W", Nd4j.createFromArray(maps.get(l).weight()).castTo(DataType.FLOAT));
            model.setParam(
                    l + "_b",
                    Nd4j.createFromArray(new double[][] {maps.get(l).bias()}).castTo(DataType.FLOAT));
        }
        return model;
    }

    private Activation activation() {
        return switch (network.activation()) {
            case RELU -> Activation.RELU;
            case TANH -> Activation.TANH;
            case GELU -> Activation.GELU;
        };
    }

    /** Every map, restricted to open nodes. */
    private List<DenseMap> maps() {
        requireOpenNodes();
        List<NamedArray> open =
                KeptNodes.of(network.architecture(), trained.mask()).select(weights());
        List<DenseMap> maps = new ArrayList<>();
        for (int l = 0; l < network.depth(); l++) {
            maps.add(DenseMap.of(
                    network.nameOf(l),
                    open.get(2 * l).values(),
                    open.get(2 * l + 1).values()));
        }
        maps.set(0, maps.get(0).after(trained.scaling()));
        return maps;
    }

    private void requireOpenNodes() {
        Layers layers = network.layers();
        for (int l = 0; l < layers.size(); l++) {
            if (trained.mask().openCount(layers.start(l), layers.end(l)) == 0) {
                throw new DataException("layer " + network.nameOf(l) + " has no open node: nothing would come through");
            }
        }
    }

    /** Weights and biases of all maps, in order. */
    private List<NamedArray> weights() {
        Map<String, NamedArray> arrays =
                trained.weights().stream().collect(Collectors.toMap(NamedArray::name, Function.identity()));
        Architecture table = network.architecture();
        return table.parameterTensors().stream()
                .map(tensor -> checked(arrays, tensor.name(), tensor.shape(table.layers(), table.all())))
                .toList();
    }

    private static NamedArray checked(Map<String, NamedArray> arrays, String name, int[] shape) {
        NamedArray array = arrays.get(name);
        if (array == null || !Arrays.equals(array.shape(), shape)) {
            throw new DataException("the network must have " + name + Arrays.toString(shape) + ", has "
                    + (array == null ? "only " + arrays.keySet() : array));
        }
        return array;
    }
}
