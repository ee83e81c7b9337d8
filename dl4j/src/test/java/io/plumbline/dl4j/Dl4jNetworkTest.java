package io.plumbline.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.dl4j.Dl4jNetwork.Written;
import io.plumbline.engine.Activation;
import io.plumbline.engine.Batch;
import io.plumbline.engine.BlockSpec;
import io.plumbline.engine.ChainSpec;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Engines;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.Norm;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.Scaling;
import io.plumbline.engine.data.Shape;
import io.plumbline.engine.weights.TrainedNetwork;
import io.plumbline.engine.weights.TrainedNetwork.Origin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Dl4jNetworkTest {

    private static final int EXAMPLES = 16;
    /** Of 7 and 5 nodes 2 and 1 are closed. */
    private static final int[] CLOSED = {0, 4, 9};

    private final Random random = new Random(7);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void givesTheProbabilitiesOfTheMaskedNetwork(Activation activation) {
        // Given: seed 7
        MlpSpec network = new MlpSpec(6, List.of(7, 5), 3, activation);
        Mask mask = Mask.allOpen(12).with(CLOSED, new int[0]);
        Scaling scaling = Scaling.of(draw(6, 3), draw(6, 1));
        try (Engine engine = engine(network)) {
            engine.weights(drawn(engine));
            engine.mask(mask);

            // When
            MultiLayerNetwork model = Dl4jNetwork.of(trained(network, engine.weights(), mask, scaling));

            // Then
            for (int i = 0; i < EXAMPLES; i++) {
                float[] features = draw(6, 4);
                INDArray probabilities = model.output(Nd4j.createFromArray(new float[][] {features}));
                for (int c = 0; c < 3; c++) {
                    double loss = engine.evaluate(scaled(features, scaling), new int[] {c}, 1)
                            .loss();
                    assertThat(-Math.log(probabilities.getDouble(0, c)))
                            .as("example %d, class %d", i, c)
                            .isCloseTo(loss, within(1e-4 * Math.max(1, loss)));
                }
            }
        }
    }

    @Test
    void isAsSmallAsItsMaskAndComesBackFromItsFile() throws IOException {
        // Given
        File file = folder.resolve("a/b/net.zip").toFile();
        TrainedNetwork trained = usual(Mask.allOpen(12).with(CLOSED, new int[0]));

        // When
        Written written = Dl4jNetwork.write(trained, file.toPath());
        MultiLayerNetwork back = ModelSerializer.restoreMultiLayerNetwork(file);

        // Then
        assertThat(back.numParams()).isEqualTo((6 + 1) * 5 + (5 + 1) * 4 + (4 + 1) * 3);
        assertThat(written).isEqualTo(new Written(List.of(6, 5, 4, 3), 74, (6 + 1) * 7 + (7 + 1) * 5 + (5 + 1) * 3));
        assertThat(back.getLayerNames()).containsExactly("dense-1", "dense-2", "output");
        INDArray x = Nd4j.createFromArray(new float[][] {draw(6, 1)});
        assertThat(back.output(x)).isEqualTo(Dl4jNetwork.of(trained).output(x));
        assertThat(file.getParentFile()).isDirectoryContaining(each -> each.equals(file));
        assertThat(file.getParentFile().list()).hasSize(1);
    }

    @Test
    void refusesANetworkThatNothingComesThrough() {
        // Given: all of dense-2 closed
        Mask mask = Mask.allOpen(12).with(new int[] {7, 8, 9, 10, 11}, new int[0]);

        // Then
        assertThatThrownBy(() -> Dl4jNetwork.of(usual(mask)))
                .isInstanceOf(DataException.class)
                .hasMessage("layer dense-2 has no open node: nothing would come through");
    }

    @Test
    void saysWhatTheWeightsLack() {
        // Given
        MlpSpec network = new MlpSpec(6, List.of(7, 5), 3, Activation.RELU);
        List<NamedArray> one = List.of(new NamedArray("dense-1.weight", new int[] {6, 7}, new float[42]));

        // Then
        assertThatThrownBy(() -> Dl4jNetwork.of(trained(network, one, Mask.allOpen(12), unscaled())))
                .isInstanceOf(DataException.class)
                .hasMessage("the network must have dense-1.bias[7], has only [dense-1.weight]");
    }

    @Test
    void saysWhichWeightsHaveAnotherShape() {
        // Given: a network of 6 features, weights of 5
        MlpSpec network = new MlpSpec(6, List.of(7, 5), 3, Activation.RELU);
        List<NamedArray> one = List.of(new NamedArray("dense-1.weight", new int[] {5, 7}, new float[35]));

        // Then
        assertThatThrownBy(() -> Dl4jNetwork.of(trained(network, one, Mask.allOpen(12), unscaled())))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("the network must have dense-1.weight[6, 7], has dense-1.weight");
    }

    @Test
    void saysWhereItCannotWriteAndLeavesNothing() throws IOException {
        // Given: a folder stands where the file should be
        Path taken = Files.createDirectories(folder.resolve("net.zip/inside")).getParent();

        // Then
        assertThatThrownBy(() -> Dl4jNetwork.write(usual(Mask.allOpen(12)), taken))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(taken + " cannot be written: ");
        assertThat(folder).isDirectoryContaining(taken::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void refusesAConvolutionalNetworkInOneSentence() {
        // Given
        ChainSpec network = new ChainSpec(
                Shape.of(2, 2), List.of(new BlockSpec.Convolution(3, 1, false)), Norm.NONE, 2, Activation.RELU);
        TrainedNetwork trained = new TrainedNetwork(
                network,
                List.of(),
                List.of(),
                Mask.allOpen(3),
                unscaled(),
                Optional.empty(),
                new Origin("r-1", 1, 1, "csv", "", ""));

        // When, Then
        assertThatThrownBy(() -> Dl4jNetwork.of(trained))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "the network is of kind blocks: models of DeepLearning4J are written of multi-layer perceptrons alone");
    }

    private TrainedNetwork usual(Mask mask) {
        MlpSpec network = new MlpSpec(6, List.of(7, 5), 3, Activation.RELU);
        try (Engine engine = engine(network)) {
            return trained(network, drawn(engine), mask, unscaled());
        }
    }

    private static TrainedNetwork trained(MlpSpec network, List<NamedArray> weights, Mask mask, Scaling scaling) {
        return new TrainedNetwork(
                network, weights, List.of(), mask, scaling, Optional.empty(), new Origin("r-1", 1, 1, "csv", "", ""));
    }

    private static Engine engine(MlpSpec network) {
        ProbeSpec probe = ProbeSpec.of(new Batch(2, network.features()));
        return Engines.of(network, OptimizerSpec.sgd(1), 2, probe, 1);
    }

    /** Weights and biases of the same names and shapes. */
    private List<NamedArray> drawn(Engine engine) {
        List<NamedArray> drawn = new ArrayList<>();
        for (NamedArray array : engine.weights()) {
            drawn.add(new NamedArray(array.name(), array.shape(), draw(array.values().length, 1)));
        }
        return drawn;
    }

    private float[] draw(int n, float most) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = most * (2 * random.nextFloat() - 1);
        }
        return numbers;
    }

    private static Scaling unscaled() {
        return Scaling.of(new float[6], new float[] {1, 1, 1, 1, 1, 1});
    }

    private static float[] scaled(float[] features, Scaling scaling) {
        float[] scaled = new float[features.length];
        for (int f = 0; f < scaled.length; f++) {
            scaled[f] = (features[f] - scaling.offset()[f]) * scaling.factor()[f];
        }
        return scaled;
    }
}
