package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.NoChange;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import io.plumbline.testkit.BrokerFixture;
import io.plumbline.testkit.PipelineGuarantee;
import io.plumbline.testkit.RecordedRun;
import io.plumbline.testkit.TopicReader;
import io.plumbline.testkit.TopicWriter;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.run.RunDescription;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real networks, a real broker, and a gate that does what the test says. */
class TrainerServiceIT {

    private static final String SMALL = """
            steps: 40
            batch: 32
            decision-interval: 10
            evaluation-interval: 20
            probe: {interval: 5, batch: 64}
            network: {layers: [16, 8]}
            gate: {policy: dense}
            """;
    private static final int NODES = 24;

    private final BrokerFixture broker = BrokerFixture.shared();
    private final Topics topics = broker.freshTopics(2);
    private TopicWriter gate;

    @TempDir
    private Path folder;

    @BeforeEach
    void openGate() {
        gate = new TopicWriter(broker.bootstrapServers());
    }

    @AfterEach
    void closeGate() {
        gate.close();
    }

    @Test
    void publishesARunInOrderAndWritesANetworkThatJudgesTheSame() throws Exception {
        // Given
        Path file = folder.resolve("network.safetensors");
        TrainerConfig config = config(SMALL).named("run-1").writing(file);

        // When
        RunResult result;
        try (TrainerService trainer = TrainerService.start(config)) {
            result = trainer.await();
            assertThat(metrics(trainer))
                    .contains("step_seconds_count 40", "step_seconds_bucket{le=\"0.001\"}", "run_info{run=\"");
            await().untilAsserted(() -> assertThat(metrics(trainer)).contains("plumbline_kafka_up 1.0"));
        }

        // Then
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        RecordedRun log = RecordedRun.read(broker.bootstrapServers(), topics, "run-1");
        log.verify(PipelineGuarantee.all(10).stream()
                .filter(guarantee -> !guarantee.getClass().getSimpleName().equals("OneRecordPerDecisionStep"))
                .toList());
        Manifests.check(log.manifest());
        assertThat(RunDescription.parse(log.manifest().getResolved()).yaml())
                .isEqualTo(log.manifest().getResolved());
        assertThat(log.shards(shard -> shard.getStep())).hasSize(40).isSorted();
        assertThat(log.stepEvents().get(41).hasEnd()).isTrue();
        assertThat(log.runEvents())
                .extracting(RunEvent::getEventCase)
                .containsExactly(RunEvent.EventCase.MANIFEST, RunEvent.EventCase.STARTED, RunEvent.EventCase.FINISHED);
        List<Evaluation> evaluations = log.evaluations().stream()
                .filter(EvaluationEvent::hasEvaluation)
                .map(EvaluationEvent::getEvaluation)
                .toList();
        assertThat(evaluations).extracting(Evaluation::getStep).containsExactly(0L, 20L, 40L);
        assertThat(evaluations.get(2).getTrainingLoss())
                .isLessThan(evaluations.get(0).getTrainingLoss());
        Evaluator.EvaluatedFile evaluated = Evaluator.evaluate(file, Optional.empty());
        assertThat(evaluated.training().loss()).isEqualTo(evaluations.get(2).getTrainingLoss());
        assertThat(evaluated.test().error()).isEqualTo(evaluations.get(2).getTestError());
        assertThat(result.file()).contains(file);
    }

    @Test
    void writesAveragedWeightsThatJudgeAsTheirLastEvaluation() {
        // Given
        Path file = folder.resolve("network.safetensors");
        Path beside = folder.resolve("network-averaged.safetensors");
        TrainerConfig config =
                config(SMALL + "average: {decay: 0.9}\n").named("run-averaged").writing(file);

        // When
        RunResult result;
        try (TrainerService trainer = TrainerService.start(config)) {
            result = trainer.await();
        }

        // Then
        assertThat(result.files()).containsExactly(file, beside);
        Evaluated last = result.evaluations().get(2);
        Evaluator.EvaluatedFile raw = Evaluator.evaluate(file, Optional.empty());
        Evaluator.EvaluatedFile mean = Evaluator.evaluate(beside, Optional.empty());
        assertThat(new Evaluated.Averaged(mean.training(), mean.test()))
                .isEqualTo(last.averaged().orElseThrow());
        assertThat(raw.training()).isEqualTo(last.training()).isNotEqualTo(mean.training());
        assertThat(List.of(raw.averaged(), mean.averaged())).containsExactly(false, true);
    }

    @Test
    void followsTheGateInLockstepAndRejectsWhatIsBad() throws Exception {
        // Given
        BlockingQueue<Long> steps = new LinkedBlockingQueue<>();
        TrainerConfig config = config(SMALL + "mode: lockstep\n").named("run-2");
        Mask seven = Mask.allOpen(NODES).with(new int[] {7}, new int[0]);

        // When
        RunResult result;
        try (TrainerService trainer = TrainerService.start(config, announcing(steps))) {
            awaitStep(steps, 10);
            gate.writeBytes(topics.maskChanges().name(), "run-2", new byte[] {1, 2, 3});
            decide(10, 0, Optional.of(change(1, 10, 7, Mask.allOpen(NODES))));
            awaitStep(steps, 20);
            decide(20, 0, Optional.of(change(2, 20, 7, seven)));
            awaitStep(steps, 30);
            decide(30, 2, Optional.empty());
            result = trainer.await();
        }

        // Then
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(result.masks().applied()).isEqualTo(1);
        assertThat(result.masks().rejected()).isEqualTo(1);
        assertThat(result.openNodes()).containsEntry("dense-1", 15).containsEntry("dense-2", 8);
        List<StepEvent> events = all(topics.stepStats());
        assertThat(events.stream()
                        .filter(StepEvent::hasShard)
                        .map(event -> event.getShard().getMaskVersion())
                        .toList()
                        .subList(19, 21))
                .containsExactly(0L, 2L);
        assertThat(events.stream().filter(StepEvent::hasRejected))
                .singleElement()
                .satisfies(event -> assertThat(event.getRejected().getReason())
                        .startsWith("its whole mask is not the mask in force"));
        List<MaskAck> acks = all(topics.maskAcks());
        assertThat(acks).extracting(MaskAck::getVersion).containsExactly(1L, 2L);
        assertThat(acks.get(1).getApplied().getStep()).isEqualTo(21);
        assertThat(acks.get(1).getApplied().getLatencyMs()).isPositive();
    }

    @Test
    void givesUpInLockstepWithoutAGate() {
        // Given
        TrainerConfig config = config(SMALL + "mode: lockstep\n").named("run-3").waiting(Duration.ofMillis(300));

        // When
        RunResult result;
        try (TrainerService trainer = TrainerService.start(config)) {
            result = trainer.await();
        }

        // Then
        assertThat(result.ending()).isEqualTo(Ending.NO_GATE);
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.steps()).isEqualTo(10);
    }

    @Test
    void refusesAUsedRunId() {
        // Given
        TrainerConfig config = config(SMALL).named("run-4");
        try (TrainerService trainer = TrainerService.start(config)) {
            trainer.await();
        }

        // Then
        assertThatThrownBy(() -> TrainerService.start(config).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("run id 'run-4' is used");
    }

    @Test
    void stopsWhenClosed() {
        // Given
        BlockingQueue<Long> steps = new LinkedBlockingQueue<>();
        TrainerConfig config =
                config(SMALL.replace("steps: 40", "steps: 1000000")).named("run-5");

        // When
        TrainerService trainer = TrainerService.start(config, announcing(steps));
        await().until(() -> !steps.isEmpty());
        trainer.close();

        // Then
        assertThat(trainer.await().ending()).isEqualTo(Ending.STOPPED);
        RecordedRun log = RecordedRun.read(broker.bootstrapServers(), topics, "run-5");
        assertThat(log.runEvents().get(2).getStopped().getReason()).startsWith("stopped after step");
    }

    @Test
    void saysThatKafkaCannotBeReached() {
        // Given: nobody listens there
        KafkaSettings nowhere = new KafkaSettings(
                "localhost:1", Map.of("admin.default.api.timeout.ms", "1500", "admin.request.timeout.ms", "500"));
        TrainerConfig config = TrainerConfig.of(nowhere, topics, RunDescription.parse(SMALL));

        // Then
        assertThatThrownBy(() -> TrainerService.start(config).close())
                .isInstanceOf(StartException.class)
                .hasMessage("no answer from localhost:1 within 1500 ms: is a broker running there?");
    }

    private <V extends MessageLite> List<V> all(Topic<V> topic) {
        try (TopicReader<V> reader = TopicReader.of(broker.bootstrapServers(), topic)) {
            return reader.all();
        }
    }

    private TrainerConfig config(String yaml) {
        return TrainerConfig.of(KafkaSettings.of(broker.bootstrapServers()), topics, RunDescription.parse(yaml));
    }

    private static RunListener announcing(BlockingQueue<Long> steps) {
        return new RunListener() {
            @Override
            public void onStep(StepSeen step) {
                steps.add(step.step());
            }
        };
    }

    private static void awaitStep(BlockingQueue<Long> steps, long step) {
        await().atMost(Duration.ofSeconds(60)).until(() -> steps.contains(step));
    }

    private void decide(long step, long inForce, Optional<Change> change) {
        MaskChange.Builder decision = MaskChange.newBuilder()
                .setRun("run-2")
                .setAttempt(1)
                .setStep(step)
                .setVersionInForce(inForce);
        change.ifPresentOrElse(
                decision::setChange,
                () -> decision.setNone(NoChange.newBuilder().setReason("idle")));
        gate.write(topics.maskChanges(), "run-2", decision.build());
    }

    private static Change change(long version, long step, int closed, Mask after) {
        return Change.newBuilder()
                .setVersion(version)
                .setBaseStep(step)
                .addClosed(closed)
                .setMask(ByteString.copyFrom(after.toBytes()))
                .build();
    }

    private static String metrics(TrainerService trainer) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + trainer.adminPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
