package io.plumbline.engine;

import com.sun.management.OperatingSystemMXBean;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/**
 * How much memory something takes. Numbers of networks lie in both: weights, what the optimizer remembers and what a
 * probe needs as Java arrays in the heap; weights and gradients once more outside, where products are formed.
 *
 * @param heap bytes of Java's heap
 * @param outside bytes of native memory
 */
public record MemoryNeed(long heap, long outside) {

    /** Of the heap, for code, Kafka's clients and what waits to be sent; an embedded broker and gate take as much again. */
    private static final long BESIDES = 96L << 20;

    /** Of native memory, for Java's own (classes, compiled code, threads) and for the numeric library. */
    private static final long OUTSIDE_BESIDES = 192L << 20;

    /** A row in the heap: the header of its array, filled up to eight bytes, and where it lies. */
    private static final int ROW = 24;

    /** A probe's gradient. */
    private static final int PROBE_VECTORS = 1;

    /** Weights, those that are evaluated, gradients of a step and of a probe. */
    private static final int NATIVE_MATRICES = 4;

    /** Of a step's number between layers, in the heap: output, derivative on its way back, and what slopes are computed from. */
    private static final int STEP_HEAP = 3;

    /** Of a step's, outside: output, and derivative as it is passed on. */
    private static final int STEP_OUTSIDE = 2;

    /** Of a probe's, in each: the same, outputs before their gates, and what changes along a direction. */
    private static final int PROBE_BOTH = 4;

    /** Outputs and what their slopes are computed from, of an example and node that are evaluated. */
    private static final int OUTPUTS = 2;

    /** Of a cotangent's numbers, in double: a vector of the search for λ, its image and its output, for as many products as a first search makes. */
    private static final int SEARCH = 3 * (ProbeSpec.FIRST_ITERATIONS + 1);

    private static final long MEGABYTE = 1 << 20;

    /** Garbage collectors want a tenth of their own. */
    private static final long ROOM = 10;

    private static final long STEP = 64;

    /** Checks the components. */
    public MemoryNeed {
        if (heap < 0 || outside < 0) {
            throw new IllegalArgumentException("memory must be at least 0, was " + heap + " and " + outside);
        }
    }

    /** Returns the need of bytes in the heap alone. */
    public static MemoryNeed ofHeap(long bytes) {
        return new MemoryNeed(bytes, 0);
    }

    /**
     * Returns the need of an {@link Engine}.
     *
     * @param network of it
     * @param optimizer that remembers some numbers for every weight
     * @param batch examples of a step
     * @param probe examples of a probe
     * @param averages whether an average of the weights is kept, and measured beside them
     * @param prunes whether closed nodes may be removed, which copies weights, their average and moments for a moment
     */
    public static MemoryNeed ofEngine(
            NetworkSpec network, OptimizerSpec optimizer, int batch, int probe, boolean averages, boolean prunes) {
        int average = averages ? 1 : 0;
        long trained = 1L + average + optimizer.kind().moments();
        long copies = trained + PROBE_VECTORS + (prunes ? 2 * trained : 0);
        Architecture table = network.architecture();
        double parameters = table.parameters(table.all());
        double rows = 0;
        for (Tensor tensor : table.parameterTensors()) {
            int[] shape = tensor.shape(table.layers(), table.all());
            rows += Arrays.stream(shape)
                    .limit(shape.length - 1L)
                    .asDoubleStream()
                    .reduce(1, (x, y) -> x * y);
        }
        double nodes = network.signals();
        int evaluated = Evaluator.examples(network);
        double heapSignals = Float.BYTES * nodes * ((double) STEP_HEAP * batch + (double) PROBE_BOTH * probe);
        double signals = Float.BYTES * nodes * ((double) STEP_OUTSIDE * batch + (double) PROBE_BOTH * probe);
        double search = (double) SEARCH * Double.BYTES * probe * network.logits();
        double features = Float.BYTES * ((double) batch + probe + evaluated) * network.features();
        double evaluation = (1 + average) * Float.BYTES * evaluated * nodes;
        return new MemoryNeed(
                (long) (copies * (Float.BYTES * parameters + ROW * rows)
                        + heapSignals
                        + search
                        + features
                        + OUTPUTS * evaluation),
                (long) ((NATIVE_MATRICES + average) * Float.BYTES * parameters + signals + features + evaluation));
    }

    /** Returns the sum. */
    public MemoryNeed plus(MemoryNeed other) {
        return new MemoryNeed(heap + other.heap, outside + other.outside);
    }

    /**
     * Returns what is wrong, in one sentence, where it does not fit.
     *
     * @param what takes the memory, the beginning of the sentence
     */
    public Optional<String> refusal(String what, Machine machine) {
        long needed = heap + BESIDES;
        long all = roomy(needed) + outside + OUTSIDE_BESIDES;
        if (all > machine.memory()) {
            return Optional.of(what + " takes " + megabytes(all) + " MB of memory, " + megabytes(needed)
                    + " of them in Java's heap, and may take " + megabytes(machine.memory())
                    + " here: a smaller network or a larger machine is needed");
        }
        if (needed > machine.heap()) {
            return Optional.of(what + " takes " + megabytes(needed) + " MB of Java's heap, which may grow to "
                    + megabytes(machine.heap()) + " here: start it with JAVA_OPTS=-Xmx" + enough(needed) + "m");
        }
        return Optional.empty();
    }

    private static long enough(long needed) {
        return (megabytes(roomy(needed)) / STEP + 1) * STEP;
    }

    private static long roomy(long needed) {
        return needed + needed / ROOM;
    }

    private static long megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d MB of the heap, %,d MB outside", megabytes(heap), megabytes(outside));
    }

    /**
     * What there is.
     *
     * @param heap bytes to which Java's heap may grow
     * @param memory bytes that a process may take: those of the machine, of the container that this runs in, or fewer where
     *     {@code org.bytedeco.javacpp.maxphysicalbytes} says so
     */
    public record Machine(long heap, long memory) {

        /** Returns what there is here. */
        public static Machine here() {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long memory = system.getTotalMemorySize();
            long most = Pointer.maxPhysicalBytes();
            return new Machine(Runtime.getRuntime().maxMemory(), most > 0 ? Math.min(most, memory) : memory);
        }
    }
}
