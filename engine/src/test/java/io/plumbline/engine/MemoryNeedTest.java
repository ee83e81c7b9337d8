package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.MemoryNeed.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {

    private static final long MEGABYTE = 1 << 20;
    /** What the launcher's -Xmx640m gives. */
    private static final Machine USUAL = new Machine(618 * MEGABYTE, 16_000 * MEGABYTE);

    @Test
    void letsTheDefaultNetworkStart() {
        assertThat(need(512, 784, true).refusal("the training", USUAL)).isEmpty();
    }

    @Test
    void saysWhichHeapWouldDo() {
        assertThat(need(6500, 64, false).refusal("the training", USUAL))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .matches("the training takes 7\\d\\d MB of Java's heap, which may grow to 618 here: start it"
                                + " with JAVA_OPTS=-Xmx\\d+m"));
    }

    @Test
    void asksForALargerMachineWhereNoHeapWouldDo() {
        assertThat(need(1 << 20, 64, false).refusal("the training", USUAL))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("and may take 16000 here: a smaller network"));
    }

    @Test
    void growsWithMomentsPruningsAndAverages() {
        // Given
        MlpSpec network = new MlpSpec(64, List.of(1000, 1000), 10, Activation.RELU);
        OptimizerSpec sgd = OptimizerSpec.sgd(1);

        // When
        MemoryNeed plain = MemoryNeed.ofEngine(network, sgd, 2, 2, false, false);
        MemoryNeed pruning = MemoryNeed.ofEngine(network, sgd, 2, 2, false, true);
        MemoryNeed averaging = MemoryNeed.ofEngine(network, sgd, 2, 2, true, false);

        // Then: outputs of 256 evaluated examples, and what their slopes need, beside one or two numbers a parameter
        long evaluated = 2L * 256 * 4 * 2_010;
        assertThat(plain.heap() - evaluated).isBetween(2 * 4 * network.parameters(), 9 * network.parameters());
        assertThat(pruning.heap()).isGreaterThan(plain.heap());
        assertThat(averaging.heap() - plain.heap() - evaluated)
                .isBetween(4 * network.parameters(), 5 * network.parameters());
        assertThat(averaging.outside()).isGreaterThan(plain.outside() + 4 * network.parameters());
        assertThat(plain.plus(MemoryNeed.ofHeap(7)).heap()).isEqualTo(plain.heap() + 7);
    }

    private static MemoryNeed need(int width, int features, boolean prunes) {
        MlpSpec network = new MlpSpec(features, List.of(width, width), 10, Activation.RELU);
        return MemoryNeed.ofEngine(network, OptimizerSpec.adam(0.001), 8, 8, false, prunes);
    }
}
