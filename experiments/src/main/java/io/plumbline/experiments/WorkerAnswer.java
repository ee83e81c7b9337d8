package io.plumbline.experiments;

import java.util.Optional;

/**
 * What a worker process prints when a run is over: one line among others that libraries print.
 *
 * @param failure why there is no result; empty where there is one
 */
record WorkerAnswer(Optional<String> failure) {

    private static final String MADE = "plumbline-run made";
    private static final String FAILED = "plumbline-run failed ";

    static Optional<WorkerAnswer> parse(String line) {
        if (line.equals(MADE)) {
            return Optional.of(new WorkerAnswer(Optional.empty()));
        }
        return line.startsWith(FAILED)
                ? Optional.of(new WorkerAnswer(Optional.of(line.substring(FAILED.length()))))
                : Optional.empty();
    }

    String line() {
        return failure.map(reason -> FAILED + reason.replaceAll("\\s+", " ")).orElse(MADE);
    }
}
