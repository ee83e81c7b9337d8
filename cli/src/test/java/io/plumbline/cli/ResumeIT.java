package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.NamedArray;
import io.plumbline.engine.weights.TrainedNetwork;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepShard;
import io.plumbline.testkit.BrokerProcess;
import io.plumbline.testkit.PipelineGuarantee;
import io.plumbline.testkit.RecordedRun;
import io.plumbline.testkit.RunContent;
import io.plumbline.testkit.TopicReader;
import io.plumbline.trainer.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Real trainers that are killed, stopped and paused, and go on: through a real broker and a real gate. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class ResumeIT extends RealTrainers {

    private static final int STEPS = 600;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    @Tag("patience")
    void inLockstepAKilledRunEndsWithTheBitsOfAnUndisturbedOne() throws Exception {
        // Given
        RecordedRun undisturbed = finished("undisturbed", begin("undisturbed", "lockstep"));

        // When: killed twice, and stopped once
        Child child = begin("killed", "lockstep");
        for (int round = 0; round < 3; round++) {
            // Beyond what the round before had published: the process works by then.
            await("killed", 60 + 180L * round + random.nextInt(100));
            if (round == 1) {
                child.end("TERM", 143);
                assertThat(child.story()).contains("To go on: ./plumbline train --resume killed --directory ");
            } else {
                child.kill();
            }
            child = resume("killed");
        }
        RecordedRun killed = finished("killed", child);

        // Then
        assertThat(killed.shards(RunContent::plain))
                .as("seed %d", seed)
                .isEqualTo(undisturbed.shards(RunContent::plain));
        assertThat(RunContent.masks(killed)).isNotEmpty().isEqualTo(RunContent.masks(undisturbed));
        assertThat(RunContent.acks(killed)).isEqualTo(RunContent.acks(undisturbed));
        assertThat(RunContent.evaluations(killed)).isEqualTo(RunContent.evaluations(undisturbed));
        for (String file : List.of("network.safetensors", "network-averaged.safetensors")) {
            assertThat(weights("killed", file)).isEqualTo(weights("undisturbed", file));
        }
        killed.verify(PipelineGuarantee.all(killed.manifest().getDecisionInterval()));
    }

    @Test
    @Tag("patience")
    void inAsyncModeEveryStepOfAKilledRunIsPublishedOnce() throws Exception {
        // Given
        Child child = begin("async", "async");
        await("async", 1 + random.nextInt(STEPS - 100));

        // When
        child.kill();
        RecordedRun run = finished("async", resume("async"));

        // Then: its queue was never full
        assertThat(run.shards(StepShard::getStep))
                .as("seed %d", seed)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, STEPS).boxed().toList());
        run.verify(PipelineGuarantee.all(run.manifest().getDecisionInterval()));
        assertThat(run.runEvents()).filteredOn(RunEvent::hasResumed).hasSize(1);
    }

    @Test
    @Tag("patience")
    void whoWakesUpWhenAnotherHasGoneOnEndsWithOneSentence() throws Exception {
        // Given
        Child sleeper = begin("paused", "async", "--steps", "200000");
        await("paused", 200);
        sleeper.signal("STOP");
        Child other =
                resume("paused", "--out", home.resolve("other.safetensors").toString());
        awaitAttempt("paused", 2);

        // When
        sleeper.signal("CONT");

        // Then
        assertThat(sleeper.code()).isEqualTo(1);
        assertThat(sleeper.told()).contains("attempt 2 of the run goes on in another process");
        assertThat(home.resolve("paused").resolve("network.safetensors")).doesNotExist();
        other.end("INT", 130);
        RecordedRun run = RecordedRun.read(servers, topics, "paused");
        run.verify(PipelineGuarantee.all(run.manifest().getDecisionInterval()));
        assertThat(run.shards(StepShard::getStep)).doesNotHaveDuplicates();
    }

    @Test
    @Tag("patience")
    void takesTheCheckpointBeforeWhereTheNewestIsDamaged() throws Exception {
        // Given
        Child child = begin("damaged", "lockstep");
        await("damaged", 300);
        child.end("INT", 130);
        Path newest = new CheckpointFolder(home.resolve("damaged").resolve("checkpoints"), 2)
                .files()
                .get(0);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 4;
        Files.write(newest, bytes);

        // When
        Child resumed = resume("damaged");
        RecordedRun run = finished("damaged", resumed);

        // Then
        assertThat(resumed.told())
                .contains(newest
                        + " is damaged: its checksum is not that of its content; the checkpoint before it is taken");
        assertThat(run.shards(StepShard::getStep)).hasSize(STEPS).doesNotHaveDuplicates();
    }

    @Test
    void saysWhatToTypeWhereARunHasACheckpointOrIsOver() throws Exception {
        // Given
        Child child = begin("said", "async", "--steps", "20000");
        await("said", 100);
        child.end("INT", 130);

        // When
        Child again = begin("said", "async");
        Child other = resume("said", "--seed", "8");

        // Then
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.told())
                .contains("run 'said' has a checkpoint of step ")
                .contains(": go on by ./plumbline train --resume said, or give another --run");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.told()).contains("run 'said' goes on as it was described, but seed is 8 and was 5");
    }

    @Test
    @Tag("patience")
    void saysThatARunIsOver() throws Exception {
        // Given
        finished("over", begin("over", "async"));

        // When
        Child again = resume("over");

        // Then
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.told()).contains("run 'over' is over: all its 600 steps are made");
    }

    @Test
    @Tag("patience")
    void writesTheEndOfARunThatFinishedWhileItsBrokerWasAway() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(home.resolve("broker"))) {
            // Given
            servers = broker.bootstrapServers();
            topics = broker.topics(1);
            Child child = begin("unheard", "async", "--steps", "6000");
            await("unheard", 100);
            broker.kill();
            assertThat(child.code()).isEqualTo(5);
            assertThat(child.told())
                    .contains("; the log lacks them.")
                    .contains("To write what is missing: ./plumbline train --resume unheard");
            broker.restart();

            // When
            assertThat(resume("unheard").code()).isZero();

            // Then
            RecordedRun run = RecordedRun.read(servers, topics, "unheard");
            assertThat(run.runEvents()).last().matches(RunEvent::hasFinished);
            assertThat(run.shards(StepShard::getStep)).doesNotHaveDuplicates().hasSizeLessThan(6000);
            run.verify(PipelineGuarantee.all(run.manifest().getDecisionInterval()));
        }
    }

    private Child begin(String run, String mode, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("train", "--run", run));
        arguments.addAll(List.of("--data", "digits", "--layers", "64,32", "--batch", "64", "--seed", "5"));
        arguments.addAll(List.of("--policy", "greedy-kappa", "--mode", mode));
        if (more.length == 0) {
            arguments.addAll(List.of("--steps", String.valueOf(STEPS)));
        }
        for (String setting : List.of(
                "decision-interval=20",
                "probe.interval=10",
                "probe.batch=128",
                "evaluation-interval=50",
                "dropout=0.1",
                "average.decay=0.98",
                "gate.self-tuned=false",
                "gate.warm-up=40",
                "gate.last-change=160",
                "gate.budget=0.2",
                "gate.prune-after=2")) {
            arguments.addAll(List.of("--set", setting));
        }
        return started(run, arguments, more);
    }

    private Child resume(String run, String... more) throws IOException {
        return started(run, new ArrayList<>(List.of("train", "--resume", run)), more);
    }

    private Child started(String run, List<String> arguments, String... more) throws IOException {
        arguments.addAll(List.of("--directory", home.resolve(run).toString(), "--json"));
        arguments.addAll(List.of("--set", "checkpoint.interval=50ms"));
        arguments.addAll(List.of(more));
        return started(arguments);
    }

    /** Waits for the end of a run and of its process. */
    private RecordedRun finished(String run, Child child) throws Exception {
        assertThat(child.code()).as(child.told()).isZero();
        try (var decisions = TopicReader.of(servers, topics.maskChanges())) {
            decisions.until(
                    "the last decision of " + run,
                    all -> all.stream().anyMatch(d -> d.getRun().equals(run) && d.getStep() == STEPS));
        }
        return RecordedRun.read(servers, topics, run);
    }

    private void awaitAttempt(String run, int attempt) {
        try (var runs = TopicReader.of(servers, topics.runs())) {
            runs.until(
                    "attempt " + attempt + " of " + run,
                    all -> all.stream().anyMatch(event -> event.getResumed().getAttempt() == attempt));
        }
    }

    private List<NamedArray> weights(String run, String file) {
        return TrainedNetwork.read(home.resolve(run).resolve(file)).weights();
    }
}
