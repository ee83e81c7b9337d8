package io.plumbline.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Executes one graph for one fixed set of results and one number of examples. Not thread safe. */
final class Pass implements AutoCloseable {

    private final List<String> results;
    private final InferenceSession session;
    private final SteadyMemory memory = new SteadyMemory();
    private Map<String, INDArray> last = Map.of();

    Pass(SameDiff graph, List<String> results) {
        this.results = List.copyOf(results);
        this.session = new InferenceSession(graph);
        session.setMmgr(memory);
    }

    /** Computes the results; those of the run before are overwritten. */
    void run(Map<String, INDArray> inputs) {
        memory.rewind();
        last = session.output(
                results, new HashMap<>(inputs), null, List.of(), List.of(), At.defaultAt(Operation.TRAINING));
    }

    /** Returns a result of the last run, valid until the next. */
    INDArray get(String name) {
        return last.get(name);
    }

    @Override
    public void close() {
        memory.close();
    }
}
