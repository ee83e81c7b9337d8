package io.plumbline.engine.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Texts in a folder, and how they are read. */
abstract class TextSets {

    @TempDir
    Path folder;

    DataSettings settings(String text, TextSettings how) throws IOException {
        return settings(text, how, 0, 0, 0, Part.TEST);
    }

    DataSettings settings(
            String text, TextSettings how, int trainSize, int testSize, double validationShare, Part evaluate)
            throws IOException {
        Path file = DataFiles.plain(folder, "a.txt", text.getBytes(StandardCharsets.UTF_8));
        return new DataSettings(
                Source.parse("text=" + file),
                trainSize,
                testSize,
                0.2,
                Split.STRATIFIED,
                1,
                CsvSettings.DEFAULT,
                how,
                Scaling.Kind.AUTO,
                0,
                validationShare,
                evaluate,
                Augmentation.NONE);
    }

    static TextSettings characters(int tokens) {
        return new TextSettings(Tokenizer.Kind.CHARACTERS, 512, tokens, Objective.NEXT);
    }

    static TextSettings pieces(int vocabulary, int tokens) {
        return new TextSettings(Tokenizer.Kind.PIECES, vocabulary, tokens, Objective.NEXT);
    }

    /** Returns the text of every window. */
    static List<String> windows(DataSet set, Examples examples) {
        List<String> windows = new ArrayList<>();
        float[] x = new float[examples.features()];
        for (int i = 0; i < examples.size(); i++) {
            examples.copyRange(i, 1, x, new int[examples.predictions()]);
            int[] tokens = new int[x.length];
            for (int t = 0; t < x.length; t++) {
                tokens[t] = (int) x[t];
            }
            windows.add(set.encoding().text().orElseThrow().tokenizer().decode(tokens));
        }
        return windows;
    }
}
