package io.plumbline.trainer;

import io.plumbline.engine.Engine;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.weights.NetworkFile;
import io.plumbline.engine.weights.TrainedNetwork.Origin;
import io.plumbline.trainer.Tally.Ended;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the network of a run, and where an average of its weights is kept a second file with that. */
final class NetworkWriter {

    private final String id;
    private final RunDescription run;
    private final DataSet data;
    private final Engine engine;
    private final MaskKeeper keeper;

    NetworkWriter(String id, RunDescription run, DataSet data, Engine engine, MaskKeeper keeper) {
        this.id = id;
        this.run = run;
        this.data = data;
        this.engine = engine;
        this.keeper = keeper;
    }

    /**
     * Writes the network as it is now.
     *
     * @return the file, and behind it that of the averaged weights
     * @throws DataException if weights are not finite or a file cannot be written
     */
    List<Path> write(Path file, Ended ended) {
        List<Path> written = new ArrayList<>();
        written.add(write(file, ended, false, engine::eachRow, engine.statistics()));
        if (run.averageDecay() > 0) {
            written.add(
                    write(NetworkFile.averaged(file), ended, true, engine::eachAverageRow, engine.averageStatistics()));
        }
        return written;
    }

    private Path write(
            Path file,
            Ended ended,
            boolean averaged,
            Consumer<Consumer<float[]>> weights,
            List<NamedArray> statistics) {
        weights.accept(NetworkWriter::requireFinite);
        statistics.forEach(array -> requireFinite(array.values()));
        Origin origin = new Origin(
                id,
                engine.updates(),
                keeper.version(),
                data.name(),
                data.sha256(),
                run.yaml(),
                ended.outcome(),
                averaged);
        NetworkSpec network =
                run.network().spec(data.training().shape(), data.training().classes());
        new NetworkFile(network, keeper.mask(), data.scaling(), Optional.of(data.encoding()), origin)
                .write(file, weights, statistics);
        return file;
    }

    private static void requireFinite(float[] row) {
        for (float weight : row) {
            if (!Float.isFinite(weight)) {
                throw new DataException("the network is not written: its weights are not finite");
            }
        }
    }
}
