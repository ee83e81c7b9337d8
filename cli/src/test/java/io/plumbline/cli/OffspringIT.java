package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.protocol.v1.Column;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import io.plumbline.testkit.PipelineGuarantee;
import io.plumbline.testkit.RecordedRun;
import io.plumbline.testkit.RunContent;
import io.plumbline.trainer.checkpoint.Checkpoint;
import io.plumbline.trainer.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** New runs that go on from runs that are over: real trainers, a real broker and a real gate. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class OffspringIT extends RealTrainers {

    private static final List<String> RUN = List.of(
            "--data=digits",
            "--layers=64,32",
            "--batch=64",
            "--seed=5",
            "--mode=lockstep",
            "--set=decision-interval=20",
            "--set=probe.interval=10",
            "--set=probe.watch-interval=10",
            "--set=probe.batch=128",
            "--set=evaluation-interval=50",
            "--set=dropout=0.1",
            "--set=average.decay=0.98");

    private static final Set<ColumnKind> OF_A_STEP =
            Set.of(ColumnKind.COLUMN_KIND_GAMMA, ColumnKind.COLUMN_KIND_TAU, ColumnKind.COLUMN_KIND_WEIGHT_NORM);

    @Test
    @Tag("patience")
    void ofADenseRunMakesTheStepsThatALongerOneWouldHaveMadeBitForBit() throws Exception {
        // Given
        finished(begin("short", "--policy=dense", "--steps=300"));
        finished(begin("long", "--policy=dense", "--steps=400"));

        // When
        Child child = goOn("short", "--steps=400");
        finished(child);

        // Then
        assertThat(child.told())
                .contains("Run short-2 in " + home.resolve("short").resolve("short-2"))
                .contains(
                        "It goes on from run short with the nodes that are open there, and makes 100 steps of its own.");
        RecordedRun run = RecordedRun.read(servers, topics, "short-2");
        assertThat(run.manifest().getParent()).isEqualTo("short");
        assertThat(run.manifest().getPlannedSteps()).isEqualTo(100);
        List<StepShard> made = run.shards(shard -> plain(shard, 300));
        List<StepShard> expected = RecordedRun.read(servers, topics, "long")
                .shards(shard -> plain(shard, 0))
                .subList(300, 400);
        assertThat(made)
                .extracting(OffspringIT::loss)
                .isEqualTo(expected.stream().map(OffspringIT::loss).toList());
        // A list of all their columns would be no message.
        assertThat(made.equals(expected)).as("equal in every column").isTrue();
    }

    @Test
    @Tag("patience")
    void aGateDecidesForItAnewAndItGoesOnWhereItIsKilled() throws Exception {
        // Given
        Child parent = begin(
                "gated",
                "--policy=greedy-kappa",
                "--steps=300",
                "--set=gate.final-density=0.5",
                "--set=gate.warm-up=40",
                "--set=gate.last-change=160",
                "--set=gate.budget=0.2",
                "--set=gate.prune-after=2");
        finished(parent);
        List<Integer> open = open("gated");

        // When
        Child child = goOn(
                "gated",
                "--run=more",
                "--steps=900",
                "--set=gate.warm-up=40",
                "--set=gate.last-change=160",
                "--set=gate.final-density=0.6",
                "--set=checkpoint.interval=50ms");
        await("more", 200);
        child.kill();
        finished(started(List.of(
                "train", "--resume=more", "--directory=" + home.resolve("gated").resolve("more"))));

        // Then: all of it is what was open of the other
        RecordedRun run = RecordedRun.read(servers, topics, "more");
        assertThat(open).isNotEqualTo(List.of(64, 32));
        assertThat(run.manifest().getRangesList())
                .extracting(NodeRange::getNodes)
                .isEqualTo(open);
        assertThat(run.stepEvents())
                .filteredOn(StepEvent::hasManifest)
                .extracting(event -> event.getManifest().getParent())
                .containsExactly("gated", "gated");
        assertThat(evaluations(run).get(0L).getTrainingLoss())
                .isCloseTo(last(evaluations(RecordedRun.read(servers, topics, "gated"))), within(1e-5));
        assertThat(run.shards(StepShard::getStep)).hasSize(600).doesNotHaveDuplicates();
        assertThat(RunContent.acks(run)).isNotEmpty();
        run.verify(PipelineGuarantee.all(20));
    }

    @Test
    @Tag("patience")
    void isRefusedInOneSentenceWhereItCannotBe() throws Exception {
        // Given
        finished(begin("over", "--policy=dense", "--steps=60"));

        // Then
        refused(goOn("over", "--steps=60"), "run 'over' is over: all its 60 steps are made");
        refused(goOn("over", "--steps=90", "--run=over"), "are made, and more are a new run: give another --run");
        refused(
                goOn("over", "--steps=90", "--seed=8"),
                "run 'over-2' goes on from run 'over' with its data, its network and what its training remembers, but"
                        + " seed is 8 and was 5");
        refused(goOn("over", "--run=other"), "--resume over and --run other name two runs: expected one");
        assertThat(Files.exists(home.resolve("over").resolve("over-2").resolve("checkpoints")))
                .isFalse();
    }

    private static void refused(Child child, String sentence) throws InterruptedException {
        assertThat(child.code()).isEqualTo(2);
        assertThat(child.told()).contains(sentence);
    }

    private Child begin(String run, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("train", "--run", run, "--json"));
        arguments.addAll(RUN);
        arguments.addAll(List.of(more));
        arguments.add("--directory=" + home.resolve(run));
        return started(arguments);
    }

    private Child goOn(String run, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("train", "--resume", run, "--directory=" + home.resolve(run)));
        arguments.addAll(List.of(more));
        return started(arguments);
    }

    private static void finished(Child child) throws InterruptedException {
        assertThat(child.code()).as(child.told()).isZero();
    }

    /** Without its probe: the first step of every run has one. */
    private static StepShard plain(StepShard shard, long before) {
        StepShard.Builder plain = RunContent.plain(shard).toBuilder()
                .setStep(shard.getStep() + before)
                .clearProbe();
        List<Column> ofTheStep = shard.getColumnsList().stream()
                .filter(column -> OF_A_STEP.contains(column.getKind()))
                .toList();
        return plain.clearColumns().addAllColumns(ofTheStep).build();
    }

    private static double loss(StepShard shard) {
        return shard.getScalars().getLoss();
    }

    /** Open nodes of both layers at the end of a run. */
    private List<Integer> open(String run) {
        Path last = new CheckpointFolder(home.resolve(run).resolve("checkpoints"), 1)
                .files()
                .get(0);
        Mask mask = Checkpoint.read(last).network().mask();
        return List.of(mask.openCount(0, 64), mask.openCount(64, 96));
    }

    private static Map<Long, Evaluation> evaluations(RecordedRun run) {
        return RunContent.evaluations(run);
    }

    private static double last(Map<Long, Evaluation> evaluations) {
        return new TreeMap<>(evaluations).lastEntry().getValue().getTrainingLoss();
    }
}
