package io.plumbline.benchmarks;

import io.plumbline.engine.Batch;
import io.plumbline.engine.data.Examples;
import java.util.Random;

/** Batches of examples that are drawn, none twice. */
final class DrawnExamples {

    private DrawnExamples() {}

    /** Fills a batch. */
    static Batch fill(Batch batch, Examples from, Random random) {
        int[] rows =
                random.ints(0, from.size()).distinct().limit(batch.examples()).toArray();
        from.copy(rows, 0, rows.length, batch.features(), batch.labels());
        return batch;
    }
}
