package io.plumbline.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** A CSV file of random examples in the shape of {@link ReferenceMlp}: ten batches to train on, and as the split gives to test. */
final class RandomExamples {

    private static final int ROWS = 1600;

    private RandomExamples() {}

    static void write(Path file) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int f = 0; f < ReferenceMlp.NETWORK.features(); f++) {
                lines.write("f" + f + ",");
            }
            lines.write("class\n");
            for (int row = 0; row < ROWS; row++) {
                for (int f = 0; f < ReferenceMlp.NETWORK.features(); f++) {
                    lines.write(String.format(Locale.ROOT, "%.4f,", random.nextFloat()));
                }
                lines.write(random.nextInt(ReferenceMlp.NETWORK.classes()) + "\n");
            }
        }
    }
}
