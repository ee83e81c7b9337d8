package io.plumbline.deployment;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.testkit.Checkout;
import io.plumbline.testkit.FreePort;
import io.plumbline.testkit.PrometheusApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The installation of {@code docker/compose.yaml} on a real engine, under a name of its own. */
final class Compose {

    static final String PROJECT = "plumbline-test";

    /** In which its services know each other by name. */
    static final String NETWORK = PROJECT + "_default";

    /** All but Grafana, whose image is not to be had where no registry is. */
    static final List<String> SERVICES =
            List.of("kafka", "gate", "metrics", "trainer", "trainer-dense", "prometheus", "alertmanager");

    private final Map<String, String> environment;
    private final Path longer;
    private final PrometheusApi prometheus;

    Compose(Path folder, String kafkaImage) throws IOException {
        int port = FreePort.next();
        prometheus = new PrometheusApi(port);
        environment = Map.of(
                "KAFKA_IMAGE",
                kafkaImage,
                "PROMETHEUS_IMAGE",
                StandIn.PROMETHEUS,
                "ALERTMANAGER_IMAGE",
                StandIn.ALERTMANAGER,
                "METRICS_PORT",
                Integer.toString(FreePort.next()),
                "PROMETHEUS_PORT",
                Integer.toString(port),
                "ALERTMANAGER_PORT",
                Integer.toString(FreePort.next()));
        // Long enough that every container can be killed on the way.
        longer = Files.writeString(folder.resolve("longer.yaml"), """
                services:
                  trainer:
                    command: [train, --run, gated, --auto-resume, --data, digits, --layers, "512,512", --steps, "20000", --policy, greedy-q]
                  trainer-dense:
                    command: [train, --run, dense, --auto-resume, --data, digits, --layers, "256", --steps, "20000", --policy, dense]
                """);
    }

    /** Runs a command of docker-compose on it. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "docker-compose",
                "-p",
                PROJECT,
                "-f",
                Checkout.file("docker/compose.yaml").toString(),
                "-f",
                longer.toString()));
        command.addAll(List.of(arguments));
        return Program.output("", environment, command.toArray(String[]::new));
    }

    void up(List<String> services) throws IOException, InterruptedException {
        run(Stream.concat(Stream.of("up", "-d"), services.stream()).toArray(String[]::new));
    }

    /** Returns something that the engine knows of a container, by a template of {@code docker inspect}. */
    String inspect(String service, String template) throws IOException, InterruptedException {
        return Program.output("", "docker", "inspect", "-f", template, PROJECT + "_" + service + "_1")
                .strip();
    }

    /** Kills the process of a container from outside, as the kernel does that runs out of memory. */
    void kill(String service) throws IOException, InterruptedException {
        Program.output("", "kill", "-9", inspect(service, "{{.State.Pid}}"));
    }

    /** Returns what a command of Plumbline says, run in a container beside the others. */
    String plumbline(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("docker", "run", "--rm", "--network", NETWORK, "plumbline-cli:0.1.0"));
        command.addAll(List.of(arguments));
        return Program.output("", command.toArray(String[]::new));
    }

    /** Returns how many decisions of a run are in the log. */
    int decisions(String run) throws IOException, InterruptedException {
        String report = plumbline("report", run, "--bootstrap-servers", "kafka:9092", "--json");
        return new ObjectMapper().readTree(report).findValue("decisions").asInt();
    }

    /** Returns its Prometheus. */
    PrometheusApi prometheus() {
        return prometheus;
    }

    /** Takes it down, with all that it kept. */
    void remove() throws IOException, InterruptedException {
        run("down", "--volumes", "--timeout", "5");
    }
}
