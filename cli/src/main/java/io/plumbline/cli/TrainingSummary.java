package io.plumbline.cli;

import io.plumbline.protocol.Topics;
import io.plumbline.report.Report;
import io.plumbline.report.runlog.ReadProgress;
import io.plumbline.service.KafkaSettings;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.RunResult.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of a training, in words.
 *
 * @param result of it
 * @param planned steps
 * @param goOn what to type to go on with it
 */
record TrainingSummary(RunResult result, long planned, String goOn) {

    /** Returns sentences: where the network was written, how the run ended unless it finished, and what was lost. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        String network = result.file()
                .map(file -> "Network: " + file + averaged().orElse(""))
                .orElse("No network was written.");
        if (result.ending() == Ending.STOPPED) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Stopped after step %,d of %,d. %s%s",
                    result.steps(),
                    planned,
                    network,
                    result.file()
                            .map(file -> ", to be judged by ./plumbline evaluate " + file)
                            .orElse("")));
        } else if (result.ending() == Ending.FINISHED) {
            result.file().ifPresent(file -> sentences.add(network));
        } else {
            sentences.add("The run did not finish: " + result.reason() + ".");
            result.file()
                    .ifPresent(file -> sentences.add(
                            "What was made until then: " + file + averaged().orElse("")));
        }
        if (result.ending() != Ending.FINISHED) {
            result.checkpoint().ifPresent(file -> sentences.add("To go on: " + goOn));
        }
        lost(sentences);
        if (result.isUnheard()) {
            result.checkpoint().ifPresent(file -> sentences.add("To write what is missing: " + goOn));
        }
        return sentences;
    }

    /** Returns where the network lies once more, with averaged weights. */
    private Optional<String> averaged() {
        return result.files().stream().skip(1).findFirst().map(file -> ", averaged: " + file);
    }

    private void lost(List<String> sentences) {
        // A run in lockstep that no gate answered went on nowhere, and has said so.
        if (result.masks().undecidedSteps() > 0 && result.ending() != Ending.NO_GATE) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Decision steps that no gate decided: %,d; there the run went on with the mask it had.",
                    result.masks().undecidedSteps()));
        }
        if (result.costs().undelivered() > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Records that Kafka never took: %,d; the log lacks them.",
                    result.costs().undelivered()));
        }
    }

    /** Reads runs back, this one among them; after a signal to stop, the gate is not waited for. */
    Report report(KafkaSettings kafka, Topics topics, List<String> runs) {
        return result.ending() == Ending.STOPPED
                ? Runs.report(kafka, topics, runs, ReadProgress.NONE, Duration.ZERO)
                : Runs.report(kafka, topics, runs);
    }
}
