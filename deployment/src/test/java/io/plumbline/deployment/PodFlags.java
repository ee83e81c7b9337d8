package io.plumbline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How an engine is told to run the one container of a pod: with the user, rights, memory, variables and volumes that
 * Kubernetes would give it. Whatever stands in a manifest and cannot be given is refused, not left out.
 */
final class PodFlags {

    /** What decides where a pod runs and who may talk to it; one machine has no choice there. */
    private static final Set<String> PLACING = Set.of(
            "serviceAccountName",
            "automountServiceAccountToken",
            "enableServiceLinks",
            "topologySpreadConstraints",
            "restartPolicy");

    /** What the one who starts the pod looks after: see {@link Pod}. */
    private static final Set<String> WATCHED = Set.of(
            "imagePullPolicy", "name", "ports", "startupProbe", "livenessProbe", "readinessProbe", "args", "image");

    private final JsonNode metadata;
    private final JsonNode spec;
    private final JsonNode container;
    private final Path volumes;
    private final Variables variables;
    private final List<String> flags = new ArrayList<>();

    private PodFlags(JsonNode pod, List<JsonNode> objects, Path volumes) {
        metadata = pod.path("metadata");
        spec = pod.path("spec");
        container = spec.at("/containers/0");
        this.volumes = volumes;
        variables = new Variables(pod, objects, secret -> {
            throw refused("the Secret " + secret);
        });
        add("--hostname", metadata.path("name").asText());
        pod.path("spec").properties().forEach(field -> ofPod(field.getKey(), field.getValue()));
        variables.values().forEach((name, value) -> add("--env", name + "=" + value));
        container.properties().forEach(field -> ofContainer(field.getKey(), field.getValue()));
    }

    /**
     * Returns the arguments of {@code docker run} from the first flag on, image and arguments of the program included.
     *
     * @param pod with metadata and spec
     * @param objects among which the ConfigMaps that it names are
     * @param volumes a folder that holds its volumes by their names
     */
    static List<String> of(JsonNode pod, List<JsonNode> objects, Path volumes) {
        PodFlags made = new PodFlags(pod, objects, volumes);
        made.flags.add(made.container.path("image").asText());
        made.container.path("args").forEach(word -> made.flags.add(made.variables.expanded(word.asText())));
        return made.flags;
    }

    private void ofPod(String field, JsonNode value) {
        switch (field) {
            case "terminationGracePeriodSeconds" -> add("--stop-timeout", value.asText());
            case "securityContext" -> value.properties().forEach(own -> secure(own.getKey(), own.getValue()));
            case "containers" -> require(value.size() == 1, "more than one container");
            case "volumes" ->
                value.forEach(volume ->
                        require(volume.has("emptyDir") || volume.has("persistentVolumeClaim"), "the volume " + volume));
            default -> require(PLACING.contains(field), field);
        }
    }

    private void ofContainer(String field, JsonNode value) {
        switch (field) {
            case "env", "envFrom" -> {}
            case "securityContext" -> value.properties().forEach(own -> secure(own.getKey(), own.getValue()));
            case "resources" -> limit(value.path("limits"));
            case "volumeMounts" -> value.forEach(this::mount);
            default -> require(WATCHED.contains(field), field);
        }
    }

    private void secure(String field, JsonNode value) {
        switch (field) {
            case "runAsUser" ->
                add(
                        "--user",
                        value.asText() + ":"
                                + spec.at("/securityContext/runAsGroup").asText());
            case "runAsGroup" -> require(spec.at("/securityContext").has("runAsUser"), "a group without a user");
            case "runAsNonRoot" -> require(spec.at("/securityContext/runAsUser").asInt() > 0, "no user, or root");
            case "fsGroup" -> add("--group-add", value.asText());
            case "fsGroupChangePolicy" -> {}
            case "seccompProfile" ->
                require(value.path("type").asText().equals("RuntimeDefault"), "a seccomp profile of its own");
            case "allowPrivilegeEscalation" -> {
                require(!value.asBoolean(), "privileges that may grow");
                add("--security-opt", "no-new-privileges");
            }
            case "readOnlyRootFilesystem" -> flags.add("--read-only=" + value.asBoolean());
            case "capabilities" -> {
                require(value.size() == 1, "capabilities " + value);
                value.path("drop").forEach(dropped -> add("--cap-drop", dropped.asText()));
            }
            default -> throw refused("securityContext." + field);
        }
    }

    /** No swap, as on a node of Kubernetes. */
    private void limit(JsonNode limits) {
        limits.properties()
                .forEach(limit -> require(
                        Set.of("memory", "ephemeral-storage").contains(limit.getKey()), "the limit " + limit.getKey()));
        String bytes = Long.toString(Sizes.bytes(limits.path("memory").asText()));
        add("--memory", bytes);
        add("--memory-swap", bytes);
    }

    private void mount(JsonNode mount) {
        Path source = volumes.resolve(mount.path("name").asText());
        mount.properties()
                .forEach(field -> require(
                        Set.of("name", "mountPath", "subPathExpr").contains(field.getKey()),
                        "volumeMounts." + field.getKey()));
        if (mount.has("subPathExpr")) {
            source = source.resolve(variables.expanded(mount.path("subPathExpr").asText()));
        }
        add("--volume", source + ":" + mount.path("mountPath").asText());
    }

    private void add(String flag, String value) {
        flags.add(flag);
        flags.add(value);
    }

    private static void require(boolean given, String what) {
        if (!given) {
            throw refused(what);
        }
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("an engine cannot be told what a manifest says: " + what);
    }
}
