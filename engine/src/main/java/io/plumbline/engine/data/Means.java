package io.plumbline.engine.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts the mean of a feature where its value is missing. The mean is that of the training part: one over all rows would
 * carry what the test part holds into the training.
 */
final class Means {

    private Means() {}

    /**
     * Fills both parts in their own arrays, by the means of their encoding if it has some.
     *
     * @param source for sentences
     * @return the parts, with the means in their encoding
     */
    static List<Table> fill(String source, Table training, Table test) {
        List<Float> means = training.encoding().means().isEmpty()
                ? of(source, training)
                : training.encoding().means();
        return List.of(filled(training, means), filled(test, means));
    }

    private static List<Float> of(String source, Table training) {
        int features = training.features();
        double[] sum = new double[features];
        int[] count = new int[features];
        for (int i = 0; i < training.values().length; i++) {
            if (!Float.isNaN(training.values()[i])) {
                sum[i % features] += training.values()[i];
                count[i % features]++;
            }
        }
        List<Float> means = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            if (count[f] == 0) {
                throw new DataException(source + " has no value of feature " + (f + 1)
                        + " in its training part, so that there is no mean: remove the column");
            }
            means.add((float) (sum[f] / count[f]));
        }
        return means;
    }

    private static Table filled(Table part, List<Float> means) {
        float[] values = part.values();
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                values[i] = means.get(i % means.size());
            }
        }
        return new Table(values, part.labels(), part.shape(), part.encoding().withMeans(means));
    }
}
