package io.plumbline.engine.data;

/**
 * Where the parts of a text begin: first what is trained on, then what is held out for validation, then the test part. Shares are
 * counted in characters and rounded up.
 *
 * @param training characters of the training part, from the first on
 * @param validation characters of the part that follows
 * @param test characters of the part that follows that, to the end
 */
record TextParts(long training, long validation, long test) {

    /** Parts a text of so many characters. */
    static TextParts of(TextFile file, long characters, DataSettings settings) {
        long test = (long) Math.ceil(settings.testShare() * characters);
        long validation = (long) Math.ceil(settings.validationShare() * (characters - test));
        long training = characters - test - validation;
        if (training < 1) {
            throw new DataException(
                    file + " has " + characters + " characters, of which its test and validation part leave"
                            + " none to train on: expected a longer text");
        }
        return new TextParts(training, validation, test);
    }

    /** Returns whether a character belongs to the training part. */
    boolean isTraining(long character) {
        return character < training;
    }

    /** Returns whether a character belongs to a part that is held out. */
    boolean isOf(Part part, long character) {
        long rest = training + validation;
        return part == Part.TEST ? character >= rest : character >= training && character < rest;
    }
}
