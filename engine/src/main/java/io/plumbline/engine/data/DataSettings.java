package io.plumbline.engine.data;

import io.plumbline.core.files.Spelling;
import java.util.ArrayList;
import java.util.List;

/**
 * Which examples a run trains and tests on.
 *
 * @param source the set
 * @param trainSize training examples kept, the first in the set's order; 0: all; of a text windows
 * @param testSize test examples kept, the first in the set's order; 0: all; of a text windows
 * @param testShare share of the test part where the set has none of its own, in (0, 1); the size is rounded up
 * @param split how it is drawn then; parts of a text are not drawn: the test part is its end, the validation part what comes before
 * @param splitSeed of that draw; apart from the run's seed, so that runs of several seeds share their test part
 * @param csv how a CSV file is read
 * @param text how a text is read
 * @param scaling how features are scaled
 * @param labelNoise share of the training labels replaced by classes drawn from all alike, seeded by the split's seed, in
 *     [0, 1]; labels of the other parts stay
 * @param validationShare share of the kept training examples that is held out, drawn as the test part is, in [0, 1); the
 *     size is rounded up
 * @param evaluate the part that evaluations call the test part
 * @param augment how images of training batches are varied
 */
public record DataSettings(
        Source source,
        int trainSize,
        int testSize,
        double testShare,
        Split split,
        long splitSeed,
        CsvSettings csv,
        TextSettings text,
        Scaling.Kind scaling,
        double labelNoise,
        double validationShare,
        Part evaluate,
        Augmentation augment) {

    /** One example in five is for testing: 1,437 and 360 of the digits. */
    public static final double TEST_SHARE = 0.2;

    /** Checks the components. */
    public DataSettings {
        require(trainSize >= 0, "data.train-size", trainSize, "at least 0");
        require(testSize >= 0, "data.test-size", testSize, "at least 0");
        require(testShare > 0 && testShare < 1, "data.test-share", testShare, "above 0 and below 1");
        require(labelNoise >= 0 && labelNoise <= 1, "data.label-noise", labelNoise, "from 0 to 1");
        require(
                validationShare >= 0 && validationShare < 1,
                "data.validation-share",
                validationShare,
                "at least 0 and below 1");
        require(
                evaluate == Part.TEST || validationShare > 0,
                "data.validation-share",
                validationShare,
                "above 0 where data.evaluate is validation");
        if (source.isText()) {
            requireOfText(labelNoise, scaling, augment);
        }
    }

    /** Says all at once what has no meaning for tokens. */
    private static void requireOfText(double labelNoise, Scaling.Kind scaling, Augmentation augment) {
        List<String> errors = new ArrayList<>();
        if (labelNoise > 0) {
            errors.add("data.label-noise must be 0 for a text, which has no labels of its own, was " + labelNoise);
        }
        if (scaling != Scaling.Kind.AUTO) {
            errors.add(
                    "data.scaling must be auto for a text, whose tokens are not scaled, was " + Spelling.of(scaling));
        }
        if (!augment.isNone()) {
            errors.add("data.augment must not be given for a text: it varies images, was "
                    + String.join(",", augment.spellings()));
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
    }

    private static void require(boolean holds, String name, Object given, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + expected + ", was " + given);
        }
    }

    /** Returns the whole set with nothing but defaults. */
    public static DataSettings of(Source source) {
        return new DataSettings(
                source,
                0,
                0,
                TEST_SHARE,
                Split.STRATIFIED,
                1,
                CsvSettings.DEFAULT,
                TextSettings.DEFAULT,
                Scaling.Kind.AUTO,
                0,
                0,
                Part.TEST,
                Augmentation.NONE);
    }

    /** Returns whether examples are windows of a text. */
    public boolean isText() {
        return source.isText();
    }

    /** Returns the same settings with an absolute path. */
    public DataSettings absolute() {
        return new DataSettings(
                source.absolute(),
                trainSize,
                testSize,
                testShare,
                split,
                splitSeed,
                csv,
                text,
                scaling,
                labelNoise,
                validationShare,
                evaluate,
                augment);
    }

    /** Returns the same settings for texts read otherwise. */
    public DataSettings with(TextSettings other) {
        return new DataSettings(
                source,
                trainSize,
                testSize,
                testShare,
                split,
                splitSeed,
                csv,
                other,
                scaling,
                labelNoise,
                validationShare,
                evaluate,
                augment);
    }

    /** Returns the same settings for another set, its labels as they are, nothing held out and the test part to judge on. */
    public DataSettings with(Source other) {
        return new DataSettings(
                other,
                trainSize,
                testSize,
                testShare,
                split,
                splitSeed,
                csv,
                text,
                scaling,
                0,
                0,
                Part.TEST,
                Augmentation.NONE);
    }
}
