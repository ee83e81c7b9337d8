package io.plumbline.cli.pipeline;

import com.google.protobuf.MessageLite;
import io.plumbline.testkit.RecordedRun;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Trains small networks in lockstep, on a real broker with a real gate, and writes what was said: the statistics and the
 * decisions that {@code GoldenDecisionsTest} of gate-service requires of every later gate. Run it by hand, and only when
 * the {@code version()} of a policy was raised on purpose, never to make a red test green. Arguments: the directory
 * {@code src/test/resources/recorded} of gate-service, then the policies to record anew; {@code greedy-q-self-tuned} is one that
 * finds the density itself.
 */
@SuppressWarnings("try") // a gate runs while its variable is in scope: nothing needs to be asked of it
final class RecordRun {

    private static final int STEPS = 240;
    private static final String SELF_TUNED = "-self-tuned";

    private RecordRun() {}

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        List<String> policies = Arrays.asList(arguments).subList(1, arguments.length);
        Pipeline pipeline = new Pipeline(Files.createTempDirectory("plumbline-record-run"));
        try (var gate = pipeline.startGate()) {
            for (String policy : policies) {
                String run = "recorded-" + policy;
                pipeline.train(run, description(policy));
                write(target, policy, pipeline.verified(run, STEPS));
            }
        }
        // The shared broker stops when the JVM does.
        System.exit(0);
    }

    private static String description(String recording) {
        return recording.endsWith(SELF_TUNED)
                ? Descriptions.recordedSelfTuned(recording.substring(0, recording.length() - SELF_TUNED.length()))
                : Descriptions.recorded(recording);
    }

    private static void write(Path target, String policy, RecordedRun run) throws IOException {
        write(target.resolve(policy + ".step-stats.binpb.gz"), run.stepEvents());
        // The broker's clock is no part of a decision.
        var decisions = run.decisions().stream()
                .map(decision -> decision.toBuilder().clearStatisticsAtMs().build())
                .toList();
        write(target.resolve(policy + ".mask-changes.binpb.gz"), decisions);
    }

    /** Each message after its length, as {@code parseDelimitedFrom} reads them. */
    private static void write(Path file, List<? extends MessageLite> messages) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (MessageLite message : messages) {
                message.writeDelimitedTo(out);
            }
        }
    }
}
