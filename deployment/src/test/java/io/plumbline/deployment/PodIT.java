package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pods of {@code k8s/overlays/dev} on a real engine, as the real kubectl renders them: with their user, without rights,
 * read-only, in their memory, asked by their own probes.
 */
@Tag("platform")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PodIT {

    private static final String RUN = "train-digits-0";
    private static final int STEPS = 20_000;
    private static final int DECISIONS = STEPS / 25;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private static Path folder;

    private static final List<AutoCloseable> OPEN = new ArrayList<>();

    private static Compose compose;
    private static Pod gate;
    private static Pod metrics;
    private static Pod trainer;

    @BeforeAll
    static void start() throws Exception {
        Kubectl.require();
        compose = new Compose(folder, Images.build().kafka());
        OPEN.add(compose::remove);
        compose.up(List.of("kafka"));
        List<JsonNode> objects = new ArrayList<>(Kubectl.objects(Checkout.file("k8s/overlays/dev")));
        objects.addAll(Kubectl.objects(Checkout.file("k8s/overlays/dev/trainer")));
        for (JsonNode object : objects) {
            if (object.at("/data/PLUMBLINE_STEPS").isTextual()) {
                // Long enough that a gate can be killed on the way.
                ((ObjectNode) object.path("data")).put("PLUMBLINE_STEPS", Integer.toString(STEPS));
            }
        }
        gate = pod(objects, "StatefulSet", "plumbline-gate");
        metrics = pod(objects, "Deployment", "plumbline-metrics");
        trainer = pod(objects, "Job", "train-digits");
        for (Pod pod : List.of(gate, metrics, trainer)) {
            OPEN.add(pod::remove);
            pod.prepare();
        }
    }

    @AfterAll
    static void remove() throws Exception {
        Collections.reverse(OPEN);
        for (AutoCloseable opened : OPEN) {
            opened.close();
        }
    }

    private static Pod pod(List<JsonNode> objects, String kind, String name) {
        JsonNode workload = objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        return new Pod(workload, 0, objects, folder, Compose.NETWORK);
    }

    @Test
    @Order(1)
    void startWithinTheirProbesAndAreReady() throws Exception {
        for (Pod pod : List.of(gate, metrics)) {
            pod.start();
            eventually(pod.patience("startupProbe"), () -> pod.passes("startupProbe"));
            eventually(PATIENCE, () -> pod.passes("readinessProbe"));
            assertThat(pod.passes("livenessProbe")).isTrue();
        }
    }

    @Test
    @Order(2)
    void haveNoRightsThatAManifestTakes() throws Exception {
        for (Pod pod : List.of(gate, metrics)) {
            assertThat(pod.bash("id -u; id -g")).isEqualTo("10001\n10001");
            assertThat(pod.bash("grep -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/1/status")
                            .replaceAll("\\s+", " "))
                    .isEqualTo("CapEff: 0000000000000000 NoNewPrivs: 1 Seccomp: 2");
            assertThat(pod.bash("touch /opt/x 2>/dev/null || echo read-only")).isEqualTo("read-only");
        }
    }

    @Test
    @Order(3)
    void trainARunThatGoesOnWhenItsTrainerIsKilledAndLosesNoDecisionWhenItsGateIs() throws Exception {
        // Given
        trainer.start();
        eventually(PATIENCE, () -> trainer.passes("readinessProbe"));

        // When: a pod is made again by its Job
        trainer.kill();
        trainer.restart();
        eventually(PATIENCE, () -> trainer.passes("readinessProbe"));
        gate.kill();
        gate.restart();

        // Then
        eventually(gate.patience("startupProbe"), () -> gate.passes("startupProbe"));
        assertThat(trainer.inspect("{{.State.Running}}"))
                .as("killed in mid-run")
                .isEqualTo("true");
        long most = 0;
        while (trainer.inspect("{{.State.Running}}").equals("true")) {
            most = Math.max(most, resident(trainer));
        }
        assertThat(trainer.inspect("{{.State.ExitCode}}")).as(trainer.logs()).isEqualTo("0");
        eventually(PATIENCE, () -> compose.decisions(RUN) == DECISIONS);
        assertThat(trainer.logs()).contains("run=" + RUN + " attempt=2 goes on after step=");
        assertThat(trainer.files("runs")).anyMatch(file -> file.endsWith(RUN + "/network.safetensors"));
        fits(trainer, most);
    }

    @Test
    @Order(4)
    void takeNoMoreThanTheirLimits() throws Exception {
        fits(gate, resident(gate));
        fits(metrics, resident(metrics));
    }

    @Test
    @Order(5)
    void endInTimeWhenTheyAreAskedTo() throws Exception {
        for (Pod pod : List.of(gate, metrics)) {
            pod.stop();
            // 137 would be the kill after the grace period.
            assertThat(pod.inspect("{{.State.ExitCode}}")).as(pod.logs()).isEqualTo("143");
        }
    }

    @Test
    @Order(6)
    void startAgainWithTheClassesThatTheLastGateLeft() throws Exception {
        // When
        gate.restart();
        eventually(gate.patience("startupProbe"), () -> gate.passes("startupProbe"));

        // Then: Java leaves an archive that does not fit to itself, without a word
        assertThat(gate.bash("grep -c /data/.cache/plumbline/classes-gate /proc/1/maps || true"))
                .isNotEqualTo("0");
    }

    /** Returns the most bytes that the process of a pod has held; 0 once it has ended, or while it ends. */
    private static long resident(Pod pod) throws InterruptedException {
        try {
            String line = pod.bash("grep VmHWM /proc/1/status || true");
            return line.isEmpty() ? 0 : Long.parseLong(line.replaceAll("\\D", "")) << 10;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static void eventually(Duration patience, Callable<Boolean> condition) {
        await().atMost(patience).pollInterval(Program.BETWEEN_LOOKS).until(condition);
    }

    /** Memory below the limit with a tenth to spare; files in what every volume, and all of them together, may hold. */
    private static void fits(Pod pod, long resident) throws Exception {
        JsonNode limits = pod.spec().at("/containers/0/resources/limits");
        long memory = Sizes.bytes(limits.path("memory").asText());
        long files = 0;
        for (JsonNode volume : pod.spec().path("volumes")) {
            if (volume.has("emptyDir")) {
                long used = pod.used(volume.path("name").asText());
                assertThat(used)
                        .isLessThan(Sizes.bytes(volume.at("/emptyDir/sizeLimit").asText()));
                files += used;
            }
        }
        System.out.printf(
                "%s: %d of %d MB resident, %d MB of files%n",
                pod.spec().at("/containers/0/name").asText(),
                resident / Sizes.MEGABYTE,
                memory / Sizes.MEGABYTE,
                files / Sizes.MEGABYTE);
        assertThat(resident).isPositive().isLessThan(memory * 9 / 10);
        assertThat(files + pod.logs().length())
                .isLessThan(Sizes.bytes(limits.path("ephemeral-storage").asText()));
    }
}
