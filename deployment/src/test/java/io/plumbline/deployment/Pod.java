package io.plumbline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A pod of the manifests, run by an engine on one machine as a kubelet would run it. */
final class Pod {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final JsonNode pod;
    private final String name;
    private final List<JsonNode> objects;
    private final Path volumes;
    private final String network;

    /**
     * A pod of a workload.
     *
     * @param workload StatefulSet, Deployment or Job
     * @param index of the pod among those of the workload
     * @param objects among which its ConfigMaps are
     * @param folder in which the volumes of all pods lie
     * @param network of the engine, in which Kafka is
     */
    Pod(JsonNode workload, int index, List<JsonNode> objects, Path folder, String network) {
        pod = of(workload, index);
        name = pod.at("/metadata/name").asText();
        this.objects = objects;
        this.network = network;
        volumes = folder.resolve(name);
    }

    /** Returns a pod as the controller of a workload would make it. */
    static JsonNode of(JsonNode workload, int index) {
        String owner = workload.at("/metadata/name").asText();
        String name = owner + "-" + index;
        ObjectNode made = workload.at("/spec/template").deepCopy();
        ObjectNode metadata = made.withObject("/metadata").put("name", name);
        if (workload.path("kind").asText().equals("Job")) {
            metadata.withObject("/labels").put("batch.kubernetes.io/job-name", owner);
            metadata.withObject("/annotations")
                    .put("batch.kubernetes.io/job-completion-index", Integer.toString(index));
        }
        for (JsonNode claim : workload.at("/spec/volumeClaimTemplates")) {
            ObjectNode volume = made.withObject("/spec").withArray("volumes").addObject();
            volume.put("name", claim.at("/metadata/name").asText());
            volume.putObject("persistentVolumeClaim")
                    .put("claimName", volume.path("name").asText() + "-" + name);
        }
        return made;
    }

    /** Makes its volumes: empty, of root, and of its group, as {@code fsGroup} has it. */
    void prepare() throws IOException, InterruptedException {
        List<String> folders = new ArrayList<>();
        pod.at("/spec/volumes")
                .forEach(volume -> folders.add(volume.path("name").asText()));
        for (String part : PodFlags.of(pod, objects, Path.of("/volumes"))) {
            if (part.startsWith("/volumes/")) {
                folders.add(part.substring("/volumes/".length(), part.indexOf(':')));
            }
        }
        String group = pod.at("/spec/securityContext/fsGroup").asText();
        inVolumes("for folder in " + String.join(" ", folders) + "; do mkdir -p $folder && chgrp " + group
                + " $folder && chmod 2775 $folder; done");
    }

    /** Starts its container, with the volumes as they are. */
    void start() throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("docker", "run", "--detach", "--name", name, "--network", network));
        command.addAll(PodFlags.of(pod, objects, volumes));
        Program.output("", command.toArray(String[]::new));
    }

    /** Starts it again after its container has ended: a new container, the same volumes. */
    void restart() throws IOException, InterruptedException {
        Program.output("", "docker", "rm", "--force", name);
        start();
    }

    /** Returns whether a probe of it succeeds now. */
    boolean passes(String probe) throws InterruptedException {
        JsonNode get = pod.at("/spec/containers/0/" + probe + "/httpGet");
        int port = 0;
        for (JsonNode known : pod.at("/spec/containers/0/ports")) {
            if (known.path("name").equals(get.path("port"))) {
                port = known.path("containerPort").asInt();
            }
        }
        try {
            String address = inspect("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
            URI uri = URI.create(
                    "http://" + address + ":" + port + get.path("path").asText());
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(seconds(probe, "timeoutSeconds"))
                    .build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() < 400;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Returns for how long a probe may fail before the kubelet acts. */
    Duration patience(String probe) {
        return seconds(probe, "periodSeconds")
                .multipliedBy(pod.at("/spec/containers/0/" + probe + "/failureThreshold")
                        .asInt());
    }

    private Duration seconds(String probe, String field) {
        return Duration.ofSeconds(
                pod.at("/spec/containers/0/" + probe + "/" + field).asInt());
    }

    /** Returns something that the engine knows of its container. */
    String inspect(String template) throws IOException, InterruptedException {
        return Program.output("", "docker", "inspect", "-f", template, name).strip();
    }

    /** Returns what a line of bash says in its container. */
    String bash(String line) throws IOException, InterruptedException {
        return Program.output("", "docker", "exec", name, "bash", "-c", line).strip();
    }

    /** Returns what its container has said, on both outputs. */
    String logs() throws IOException, InterruptedException {
        return Program.output("", "bash", "-c", "docker logs " + name + " 2>&1");
    }

    /** Returns the bytes in one of its volumes. */
    long used(String volume) throws IOException, InterruptedException {
        return inVolumes("find " + volume + " -type f -printf '%s\\n'")
                .lines()
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** Returns the files in one of its volumes. */
    List<String> files(String volume) throws IOException, InterruptedException {
        return inVolumes("find " + volume + " -type f").lines().toList();
    }

    /** Kills the process of its container, as the kernel does that runs out of memory. */
    void kill() throws IOException, InterruptedException {
        Program.output("", "docker", "kill", "--signal", "KILL", name);
    }

    /** Stops it as a kubelet does. */
    void stop() throws IOException, InterruptedException {
        Program.output("", "docker", "stop", name);
    }

    JsonNode spec() {
        return pod.path("spec");
    }

    void remove() throws IOException, InterruptedException {
        Program.output("", "bash", "-c", "docker rm --force " + name + " || true");
        inVolumes("find . -mindepth 1 -delete");
    }

    /** Runs a line of bash as root in the folder of its volumes. */
    private String inVolumes(String line) throws IOException, InterruptedException {
        String image = pod.at("/spec/containers/0/image").asText();
        return Program.output(
                "",
                "docker",
                "run",
                "--rm",
                "--user",
                "0",
                "--entrypoint",
                "bash",
                "--volume",
                volumes + ":/volumes",
                "--workdir",
                "/volumes",
                image,
                "-c",
                line);
    }
}
