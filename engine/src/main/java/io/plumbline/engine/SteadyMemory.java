package io.plumbline.engine;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gives the n-th request of every execution the same array, as a graph that never changes asks for the same arrays in
 * the same order: nothing is allocated or freed after the first execution, and what an execution returns stays valid
 * until the next one. (SameDiff's own cache hands arrays out again while they are still results.)
 */
final class SteadyMemory extends AbstractMemoryMgr {

    private final List<LongShapeDescriptor> shapes = new ArrayList<>();
    private final List<INDArray> arrays = new ArrayList<>();
    private int next;

    /** Starts a new execution: all arrays given so far may be given again. */
    void rewind() {
        next = 0;
    }

    @Override
    public INDArray allocate(boolean detached, DataType type, long... shape) {
        return allocate(detached, LongShapeDescriptor.fromShape(shape, type));
    }

    @Override
    public INDArray allocate(boolean detached, LongShapeDescriptor shape) {
        if (next == arrays.size()) {
            shapes.add(shape);
            arrays.add(create(shape));
        } else if (!shapes.get(next).equals(shape)) {
            arrays.get(next).close();
            shapes.set(next, shape);
            arrays.set(next, create(shape));
        }
        return arrays.get(next++);
    }

    private static INDArray create(LongShapeDescriptor shape) {
        return shape.isEmpty()
                ? Nd4j.create(shape)
                : Nd4j.createUninitializedDetached(shape.dataType(), shape.getOrder(), shape.getShape());
    }

    @Override
    public void release(INDArray array) {
        // Kept for the next execution.
    }

    @Override
    public void close() {
        arrays.stream().filter(INDArray::closeable).forEach(INDArray::close);
        arrays.clear();
        shapes.clear();
    }
}
