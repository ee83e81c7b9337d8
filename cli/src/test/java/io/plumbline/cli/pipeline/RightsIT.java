package io.plumbline.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plumbline.gate.GateConfig;
import io.plumbline.gate.GateService;
import io.plumbline.metrics.MetricsConfig;
import io.plumbline.metrics.MetricsService;
import io.plumbline.protocol.Role;
import io.plumbline.protocol.Topics;
import io.plumbline.report.runlog.ReadProgress;
import io.plumbline.report.runlog.RunLog;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import io.plumbline.testkit.GuardedBroker;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.run.RunDescription;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At a broker that asks for rights, those of its role are enough for every process; and one that lacks one says so. */
class RightsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private GuardedBroker broker;
    private Topics topics;

    @BeforeEach
    void start() throws Exception {
        broker = new GuardedBroker(directory.resolve("broker"));
        topics = broker.topics(2);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void everyRoleWorksWithItsOwnRights() throws Exception {
        // Given
        Pipeline log = new Pipeline(directory, broker.openServers(), topics);
        GateConfig gates = GateConfig.of(login(Role.GATE), topics, directory.resolve("gate"));
        MetricsConfig shown = MetricsConfig.of(login(Role.METRICS), topics);

        try (GateService gate = GateService.start(gates);
                MetricsService metrics = MetricsService.start(shown)) {
            // When
            RunResult result = Pipeline.train(trainer("lockstep"));

            // Then
            assertThat(result.ending()).isEqualTo(RunResult.Ending.FINISHED);
            assertThat(log.verified("guarded", 300).decisions()).hasSize(15);
            assertThat(gate.health().report(Health.Probe.READY).isUp()).isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(page(metrics.port()))
                            .contains("plumbline_run_state{run=\"guarded\",state=\"finished\"} 1")
                            .contains("plumbline_gate_oldest_unread_seconds 0.0")
                            .containsPattern("plumbline_mask_version\\{run=\"guarded\"} [1-9]"));
        }
        try (RunLog read = RunLog.open(login(Role.READER), topics, run -> true)) {
            read.catchUp(ReadProgress.NONE);
            assertThat(read.history("guarded")).isPresent();
        }
    }

    @Test
    void whoLacksARightIsToldSo() throws Exception {
        // Given: the trainer may not read decisions
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.openServers()))) {
            var reading = Role.TRAINER.acls(topics, "User:trainer").stream()
                    .filter(acl ->
                            acl.pattern().name().equals(topics.maskChanges().name()))
                    .filter(acl -> acl.entry().operation() == AclOperation.READ)
                    .map(acl -> acl.toFilter())
                    .toList();
            assertThat(admin.deleteAcls(reading).all().get()).hasSize(1);
        }

        // Then
        assertThatThrownBy(() -> Pipeline.train(trainer("async")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("this login needs more rights (it may not read guarded.mask-changes.v1)");
    }

    private TrainerConfig trainer(String mode) {
        return TrainerConfig.of(login(Role.TRAINER), topics, RunDescription.parse(Descriptions.small(mode, "greedy-q")))
                .named("guarded");
    }

    private KafkaSettings login(Role role) {
        return new KafkaSettings(broker.guardedServers(), GuardedBroker.login(role));
    }

    private static String page(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
