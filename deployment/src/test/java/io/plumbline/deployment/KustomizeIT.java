package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.protocol.Topics;
import io.plumbline.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be applied to a cluster, as the real kubectl renders it. */
@Tag("platform")
class KustomizeIT {

    private static final List<String> COMPONENTS =
            List.of("strimzi", "strimzi-login", "keda", "monitoring", "network-policy");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void isInstalled() {
        Kubectl.require();
    }

    static Stream<Path> overlays() {
        return Stream.of("dev", "dev/trainer", "prod", "prod/trainer")
                .map(name -> Checkout.file("k8s/overlays/" + name));
    }

    /** Every set of components on the base. */
    static Stream<Path> combinations() {
        return IntStream.range(0, 1 << COMPONENTS.size())
                .mapToObj(set -> combination(IntStream.range(0, COMPONENTS.size())
                        .filter(at -> (set >> at & 1) == 1)
                        .mapToObj(COMPONENTS::get)
                        .toList()));
    }

    @ParameterizedTest
    @MethodSource({"overlays", "combinations"})
    void isSoundInEveryField(Path kustomization) throws Exception {
        // When
        List<JsonNode> objects = Kubectl.objects(kustomization);

        // Then
        assertThat(objects).isNotEmpty();
        assertThat(objects.stream().flatMap(object -> KnownFields.wrong(object).stream()))
                .isEmpty();
        String wrong = Program.output(new ObjectMapper().valueToTree(objects).toString(), "node", "validate.mjs");
        assertThat(wrong.strip()).isEqualTo("[]");
    }

    @ParameterizedTest
    @MethodSource({"overlays", "combinations"})
    void namesOnlyWhatIsThere(Path kustomization) throws Exception {
        // When
        List<JsonNode> objects = Kubectl.objects(kustomization);

        // Then: Secrets are made by Strimzi
        assertThat(values(objects, "configMapRef", "name")).isSubsetOf(names(objects, "ConfigMap"));
        assertThat(values(objects, "persistentVolumeClaim", "claimName"))
                .isSubsetOf(names(objects, "PersistentVolumeClaim"));
        Set<String> accounts = new TreeSet<>();
        objects.forEach(object -> object.findValues("serviceAccountName").forEach(name -> accounts.add(name.asText())));
        assertThat(accounts).isNotEmpty().isSubsetOf(names(objects, "ServiceAccount"));
        Set<String> made = new TreeSet<>(names(objects, "KafkaUser"));
        made.add("plumbline-cluster-ca-cert");
        if (!names(objects, "KafkaUser").isEmpty()) {
            assertThat(values(objects, "secretKeyRef", "name")).isSubsetOf(made);
        }
    }

    @ParameterizedTest
    @MethodSource({"overlays", "combinations"})
    void givesSettingsThatTheServicesKnow(Path kustomization) throws Exception {
        // Given
        List<JsonNode> objects = Kubectl.objects(kustomization);
        List<JsonNode> workloads = objects.stream()
                .filter(object -> object.at("/spec/template/spec/containers").isArray())
                .toList();

        // Then: each reads all that it is given, and refuses what it does not know
        assertThat(workloads).isNotEmpty();
        for (JsonNode workload : workloads) {
            JsonNode pod = Pod.of(workload, 0);
            Map<String, String> variables = new Variables(pod, objects, secret -> "secret").values();
            assertThat(variables).containsKey("PLUMBLINE_BOOTSTRAP_SERVERS");
            Settings.read(pod.at("/spec/containers/0/args/0").asText(), variables);
        }
    }

    @Test
    void watchesAndGuardsEveryPod() throws Exception {
        // Given
        List<JsonNode> objects = new ArrayList<>(Kubectl.objects(Checkout.file("k8s/overlays/prod")));
        objects.addAll(Kubectl.objects(Checkout.file("k8s/overlays/prod/trainer")));
        JsonNode watched = one(objects, "PodMonitor").at("/spec/selector/matchLabels");
        List<JsonNode> guarded = objects.stream()
                .filter(object -> object.path("kind").asText().equals("NetworkPolicy"))
                .map(policy -> policy.at("/spec/podSelector/matchLabels"))
                .toList();

        // Then
        List<JsonNode> pods = objects.stream()
                .map(object -> object.at("/spec/template"))
                .filter(template -> template.at("/spec/containers").isArray())
                .toList();
        assertThat(pods).hasSize(3);
        for (JsonNode pod : pods) {
            JsonNode labels = pod.at("/metadata/labels");
            assertThat(covers(watched, labels)).as("watched: " + labels).isTrue();
            assertThat(guarded.stream().filter(selector -> covers(selector, labels)))
                    .as("guarded: " + labels)
                    .hasSize(1);
            assertThat(pod.at("/spec/containers/0/ports/0/name").asText()).isEqualTo("admin");
        }
    }

    @Test
    void hasAsManyGatesAsPartitionsAtMost() throws Exception {
        JsonNode scaled = one(Kubectl.objects(Checkout.file("k8s/overlays/prod")), "ScaledObject");
        assertThat(scaled.at("/spec/maxReplicaCount").asInt()).isEqualTo(Topics.DEFAULT_PARTITIONS);
        JsonNode trigger = scaled.at("/spec/triggers/0/metadata");
        assertThat(trigger.path("topic").asText())
                .isEqualTo(Topics.standard().stepStats().name());
        assertThat(trigger.path("consumerGroup").asText())
                .isEqualTo(Topics.standard().gateGroup());
        assertThat(trigger.path("bootstrapServers").asText()).isEqualTo("plumbline-kafka-bootstrap:9093");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs", "https://example.org/plumbline"})
    void leadsFromAlertsToWhereRunbooksArePublished(String base) throws Exception {
        // Given: an overlay that says where
        Path config = Files.createDirectories(folder.resolve("config-" + base.length()));
        Files.writeString(config.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                configMapGenerator:
                  - {name: plumbline-runbooks, behavior: merge, literals: [base=%s]}
                """.formatted(base));
        Path overlay = write("runbooks-" + base.length(), List.of(config, component("monitoring")));

        // When
        List<JsonNode> objects = Kubectl.objects(overlay);

        // Then
        assertThat(one(objects, "PrometheusRule").findValues("runbook_url"))
                .hasSizeGreaterThan(20)
                .allMatch(address ->
                        address.asText().matches(Pattern.quote(base) + "/runbooks/[a-z]+\\.md#plumbline[a-z]+"));
        assertThat(names(objects, "ConfigMap")).doesNotContain("plumbline-runbooks");
    }

    private static Path combination(List<String> names) {
        try {
            return write(
                    "with-" + String.join("-", names),
                    names.stream().map(KustomizeIT::component).toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path component(String name) {
        return Checkout.file("k8s/components/" + name);
    }

    /** Writes an overlay of the base; kustomize wants paths that are relative. */
    private static Path write(String name, List<Path> components) throws IOException {
        Path real = Files.createDirectories(folder.toRealPath().resolve(name));
        Files.writeString(real.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%s]
                components: [%s]
                """.formatted(
                        real.relativize(Checkout.file("k8s/base")),
                        components.stream()
                                .map(each -> real.relativize(real.resolve(each)).toString())
                                .collect(Collectors.joining(", "))));
        return real;
    }

    private static boolean covers(JsonNode selector, JsonNode labels) {
        return selector.properties().stream()
                .allMatch(wanted -> labels.path(wanted.getKey()).equals(wanted.getValue()));
    }

    private static JsonNode one(List<JsonNode> objects, String kind) {
        List<JsonNode> found = objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    private static Set<String> names(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .map(object -> object.at("/metadata/name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> values(List<JsonNode> objects, String reference, String field) {
        return objects.stream()
                .flatMap(object -> object.findValues(reference).stream())
                .map(found -> found.path(field).asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
