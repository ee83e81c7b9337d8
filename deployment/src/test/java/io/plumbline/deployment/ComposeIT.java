package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testkit.Need;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Images and compose file on a real engine: read-only, without rights, {@code /tmp} not executable, everything killed once. */
@Tag("platform")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int DECISIONS = 20_000 / 25;

    /** Every container; the trainer first that is through first. */
    private static final List<String> KILLED =
            List.of("trainer-dense", "gate", "metrics", "trainer", "kafka", "prometheus", "alertmanager");

    @TempDir
    private static Path folder;

    private static Compose compose;

    @BeforeAll
    static void build() throws Exception {
        StandIn.PROGRAMS.forEach(Need.PROMETHEUS::requireProgram);
        Images images = Images.build();
        StandIn.build(folder, images.base());
        compose = new Compose(folder, images.kafka());
    }

    @AfterAll
    static void remove() throws Exception {
        if (compose != null) {
            compose.remove();
        }
    }

    @Test
    @Order(1)
    void survivesTheLossOfEveryContainerWithoutLosingADecision() throws Exception {
        // Given
        compose.up(Compose.SERVICES);
        eventually(() -> assertThat(compose.prometheus().query("plumbline_last_step{run=\"gated\"} > 200"))
                .isNotEmpty());

        // When
        for (String service : KILLED) {
            for (String running : List.of("trainer", service)) {
                assertThat(compose.inspect(running, "{{.State.Running}}"))
                        .as("%s runs while %s is killed", running, service)
                        .isEqualTo("true");
            }
            compose.kill(service);
            eventually(() -> assertThat(compose.inspect(service, "{{.RestartCount}} {{.State.Running}}"))
                    .isEqualTo("1 true"));
        }

        // Then
        for (String trainer : List.of("trainer", "trainer-dense")) {
            eventually(() -> assertThat(compose.inspect(trainer, "{{.State.Status}} {{.State.ExitCode}}"))
                    .isEqualTo("exited 0"));
        }
        eventually(() -> assertThat(compose.decisions("gated")).isEqualTo(DECISIONS));
        eventually(() -> assertThat(compose.prometheus().query("plumbline_run_state{state=\"finished\"} == 1"))
                .hasSize(2));
    }

    @Test
    @Order(2)
    void keepsTheLogWhenItIsTakenDown() throws Exception {
        // When
        compose.run("down", "--timeout", "20");
        compose.up(List.of("kafka"));

        // Then
        eventually(() -> assertThat(compose.decisions("gated")).isEqualTo(DECISIONS));
    }

    @Test
    @Order(3)
    void shipsNoMoreThanARoleNeeds() throws Exception {
        assertThat(megabytes("plumbline-gate")).isLessThan(200);
        assertThat(megabytes("plumbline-metrics")).isLessThan(200);
        String user = Program.output(
                "", "docker", "run", "--rm", "--entrypoint", "bash", "plumbline-gate:0.1.0", "-c", "id -un; cd ~; pwd");
        assertThat(user).isEqualTo("plumbline\n/data\n");
    }

    /** Waits for an assertion; while a container starts, nobody answers there. */
    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE)
                .pollInterval(Program.BETWEEN_LOOKS)
                .ignoreExceptionsMatching(
                        failed -> failed instanceof IOException || failed instanceof UncheckedIOException)
                .untilAsserted(assertion);
    }

    private static long megabytes(String image) throws Exception {
        String size = Program.output("", "docker", "image", "inspect", "-f", "{{.Size}}", image + ":0.1.0");
        return Long.parseLong(size.strip()) / 1_000_000;
    }
}
