package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.service.Health.Probe;
import io.plumbline.testkit.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A broker that goes away under a gate that works, in ways and for times that people see. They mostly wait, side by side. */
class GateOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final List<String> console = new CopyOnWriteArrayList<>();

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("patience")
    void decidesOnceAStepThoughItsBrokerIsKilledForNinetySeconds() {
        decidesOnceAStepThough(BrokerProcess::kill, Duration.ofSeconds(90), BrokerProcess::restart);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("patience")
    void decidesOnceAStepThoughItsBrokerIsPausedForFortySeconds() {
        decidesOnceAStepThough(BrokerProcess::pause, Duration.ofSeconds(40), BrokerProcess::resume);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("patience")
    void decidesOnceAStepThoughItsBrokerIsKilledForTenSeconds() {
        decidesOnceAStepThough(BrokerProcess::kill, Duration.ofSeconds(10), BrokerProcess::restart);
    }

    @Test
    void endsOneOfTwoThatRunUnderOneNameAndTheOtherGoesOn() {
        try (var one = new TestPipeline(directory.resolve("one"), 2);
                var other = new TestPipeline(directory.resolve("other"), one.servers, one.topics);
                var first = GateService.start(one.config(), console::add)) {
            // Given
            var trainer = new TestTrainer("twice", 64);
            one.begin(trainer);
            awaitReady(first);
            one.steps(trainer, 1, 50);
            one.decisions(trainer.run, 50);

            // When
            try (var second = GateService.start(named(other.config(), one.config()), console::add)) {

                // Then
                assertThat(first.failure())
                        .succeedsWithin(PATIENCE)
                        .satisfies(failure -> assertThat(failure)
                                .hasMessageStartingWith("Another gate runs under the name of this one, ")
                                .hasMessageContaining("gate.instance-id"));
                assertThat(isLive(first)).isFalse();
                awaitReady(second);
                one.steps(trainer, 51, 130);
                assertOnePerDecisionStep(one.decisions(trainer.run, 130), 130);
                assertThat(second.failure()).isNotDone();
            }
        }
    }

    private static GateConfig named(GateConfig config, GateConfig namesake) {
        return new GateConfig(
                config.kafka(),
                config.admin(),
                config.topics(),
                config.stateDirectory(),
                namesake.instanceId(),
                config.silence(),
                config.partitions(),
                config.replication(),
                config.threads(),
                config.standbys());
    }

    private void decidesOnceAStepThough(BrokerAct goes, Duration away, BrokerAct comes) {
        try (var broker = BrokerProcess.start(directory.resolve("broker"));
                var pipeline =
                        new TestPipeline(directory.resolve("gate"), broker.bootstrapServers(), broker.topics(2));
                var gate = GateService.start(pipeline.config(), console::add)) {
            // Given
            var trainer = new TestTrainer("outlived", 64);
            var other = new TestTrainer("other", 64);
            pipeline.begin(trainer);
            pipeline.begin(other);
            awaitReady(gate);
            pipeline.steps(trainer, 1, 50);
            pipeline.decisions(trainer.run, 50);
            // Not waited for: some of these are being decided when the broker goes.
            pipeline.steps(trainer, 51, 95);
            pipeline.steps(other, 1, 45);

            // When
            goes.on(broker);
            await().during(away).atMost(away.plusSeconds(10)).until(() -> isLive(gate));
            await().atMost(PATIENCE)
                    .until(() -> !gate.health().report(Probe.READY).isUp());
            comes.on(broker);

            // Then
            awaitReady(gate);
            pipeline.steps(trainer, 96, 130);
            pipeline.steps(other, 46, 70);
            assertOnePerDecisionStep(pipeline.decisions(trainer.run, 130), 130);
            assertOnePerDecisionStep(pipeline.decisions(other.run, 70), 70);
            assertThat(gate.failure()).isNotDone();
            assertThat(console).hasSize(2);
            assertThat(console.get(0)).startsWith("Kafka at " + broker.bootstrapServers() + " is lost: no answer for ");
            assertThat(console.get(1)).startsWith("Kafka at " + broker.bootstrapServers() + " is back, after ");
        }
    }

    @FunctionalInterface
    private interface BrokerAct {
        void on(BrokerProcess broker);
    }

    private static boolean isLive(GateService gate) {
        return gate.health().report(Probe.LIVE).isUp();
    }

    private static void awaitReady(GateService gate) {
        await().atMost(PATIENCE)
                .until(
                        () -> gate.health().report(Probe.READY).findings(),
                        findings -> findings.stream()
                                .allMatch(finding -> finding.cause().isEmpty()));
    }

    private static void assertOnePerDecisionStep(List<MaskChange> decisions, long last) {
        assertThat(decisions)
                .extracting(MaskChange::getStep)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, last / TestTrainer.INTERVAL)
                        .mapToObj(i -> i * TestTrainer.INTERVAL)
                        .toList());
    }
}
