package io.plumbline.engine.weights;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.Encoding;
import io.plumbline.engine.data.Scaling;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained network with everything that using it takes, in memory. How it lies in its file: {@link NetworkFile}.
 *
 * @param network architecture
 * @param weights named, ordered and shaped as the engine's
 * @param statistics what examples are normalised with, as the engine's; none where nothing is normalised
 * @param mask in force at the end
 * @param scaling of the features
 * @param encoding of the data: names of classes, columns; empty where its file is older than that
 * @param origin of it
 */
public record TrainedNetwork(
        NetworkSpec network,
        List<NamedArray> weights,
        List<NamedArray> statistics,
        Mask mask,
        Scaling scaling,
        Optional<Encoding> encoding,
        Origin origin) {

    /** Copies the lists. */
    public TrainedNetwork {
        weights = List.copyOf(weights);
        statistics = List.copyOf(statistics);
    }

    /**
     * Where a network comes from.
     *
     * @param run id
     * @param step updates made
     * @param maskVersion in force at the end
     * @param data name of the set
     * @param sha256 over its training part
     * @param description of the run, resolved, in YAML
     * @param outcome of the run: finished, stopped or failed
     * @param averaged whether the weights are an average over steps, not those of the last one
     */
    public record Origin(
            String run,
            long step,
            long maskVersion,
            String data,
            String sha256,
            String description,
            String outcome,
            boolean averaged) {

        /** What files say that name no outcome: such runs were finished. */
        static final String FINISHED = "finished";

        /** Makes the origin of a network whose run finished. */
        public Origin(String run, long step, long maskVersion, String data, String sha256, String description) {
            this(run, step, maskVersion, data, sha256, description, FINISHED, false);
        }
    }

    /**
     * Writes a safetensors file, whole or not at all; folders on the way are made.
     *
     * @throws DataException if it cannot be written
     */
    public void write(Path file) {
        new NetworkFile(network, mask, scaling, encoding, origin)
                .write(file, rows -> weights.forEach(array -> rows.accept(array.values())), statistics);
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws DataException if it is anything else, in one sentence
     */
    public static TrainedNetwork read(Path file) {
        return NetworkFile.read(file);
    }
}
