package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.Scope;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine does beside what its contract says. */
class BlockEngineTest {

    private static final MlpSpec NETWORK = new MlpSpec(6, List.of(16, 8), 3, Activation.RELU);
    private static final int NODES = 24;
    private static final Layers LAYERS = NETWORK.layers();
    private static final Mask HALF = Mask.allOpen(NODES).with(new int[] {1, 3, 5, 7, 17, 19}, new int[0]);

    private final Batch batch = ReferenceNetwork.randomBatch(NETWORK, 32, 21);

    @Test
    void trainsUntilTheBatchIsFitted() {
        // Given
        double first;
        double last = 0;
        // When
        try (Engine engine = engine(5)) {
            first = engine.probeLoss();
            for (int t = 0; t < 400; t++) {
                last = engine.step(batch, StepRecord.NONE);
            }
        }
        // Then
        assertThat(last).isLessThan(first / 20);
    }

    @Test
    void powerIterationGoesOnBetweenProbesAndAfterAMaskChange() {
        // Given
        ProbeRecord probe = new ProbeRecord(LAYERS);
        try (Engine engine = Engines.of(
                NETWORK, OptimizerSpec.adam(0.01), 32, new ProbeSpec(batch, 5, 40, 0, Scope.OWN_AND_OUT, 0), 5)) {
            engine.probe(probe);
            // When
            engine.probe(probe);
            double open = probe.lambda();
            engine.probe(probe);
            // Then
            assertThat(probe.lambda()).isCloseTo(open, within(0.01 * open));
            assertThat(probe.eigenResidual()).isLessThan(0.1);
            engine.mask(HALF);
            engine.probe(probe);
            assertThat(probe.lambda()).isPositive().isFinite();
            assertThat(probe.eigenResidual()).isLessThan(0.1);
        }
    }

    @Test
    void buildsWithoutAWordOnStandardOutput() {
        // Given
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        // When
        try (Engine engine = engine(5)) {
            engine.step(batch, StepRecord.NONE);
        } finally {
            System.setOut(console);
        }
        // Then
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("differentiated");
    }

    @Test
    void aStepAllocatesNoArrayHoweverWideTheNetworkIs() {
        // Given: the smallest array of a step, a row for every example, has 256 kB
        MlpSpec wide = new MlpSpec(512, List.of(512, 512), 10, Activation.RELU);
        Batch examples = ReferenceNetwork.randomBatch(wide, 128, 23);
        StepRecord step = StepRecord.of(1024);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Engine engine = Engines.of(wide, OptimizerSpec.adam(0.001), 128, ProbeSpec.of(examples), 5)) {
            steps(engine, examples, step);
            long before = threads.getCurrentThreadAllocatedBytes();
            // When
            steps(engine, examples, step);
            // Then
            assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 20).isLessThan(256 << 10);
        }
    }

    private static void steps(Engine engine, Batch examples, StepRecord step) {
        for (int t = 0; t < 20; t++) {
            engine.step(examples, step);
        }
    }

    @Test
    void capsTheThreadsOfTheNativeLibraries() {
        // Given
        int before = NativeThreads.inForce();
        // When
        int inForce = NativeThreads.limit(1);
        // Then
        assertThat(inForce).isEqualTo(1);
        assertThat(NativeThreads.limit(before)).isEqualTo(before);
    }

    private Engine engine(long seed) {
        return Engines.of(NETWORK, OptimizerSpec.adam(0.01), 32, ProbeSpec.of(batch), seed);
    }
}
