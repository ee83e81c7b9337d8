package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.protocol.Role;
import io.plumbline.protocol.Topics;
import io.plumbline.service.Configuration;
import io.plumbline.service.KafkaSettings;
import io.plumbline.testkit.Checkout;
import io.plumbline.testkit.GuardedBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pods of {@code k8s/overlays/prod} log in by what their manifests say, at a broker that asks for a certificate. */
@Tag("platform")
class LoginIT {

    private static final Map<Role, String> WORKLOADS =
            Map.of(Role.GATE, "StatefulSet", Role.METRICS, "Deployment", Role.TRAINER, "Job");

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static Optional<GuardedBroker> broker = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        Kubectl.require();
        certificates = new Certificates(folder);
        broker = Optional.of(new GuardedBroker(
                folder.resolve("broker"),
                Map.of(
                        "ssl.keystore.location",
                        certificates.of("broker").toString(),
                        "ssl.keystore.password",
                        Certificates.PASSWORD,
                        "ssl.truststore.location",
                        certificates.trusted().toString(),
                        "ssl.truststore.password",
                        Certificates.PASSWORD,
                        "ssl.client.auth",
                        "required")));
        // The names that Strimzi gives to users who log in by certificate.
        broker.get().topics(Topics.standard(), 2, role -> "CN=" + user(role));
    }

    @AfterAll
    static void stop() {
        broker.ifPresent(GuardedBroker::close);
    }

    private static String user(Role role) {
        return "plumbline-" + role.name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource(names = {"GATE", "METRICS", "TRAINER"})
    void letsEveryPodInWithItsRights(Role role) throws Exception {
        // Given
        List<JsonNode> objects =
                Kubectl.objects(Checkout.file("k8s/overlays/prod" + (role == Role.TRAINER ? "/trainer" : "")));
        JsonNode workload = objects.stream()
                .filter(object -> object.path("kind").asText().equals(WORKLOADS.get(role)))
                .findFirst()
                .orElseThrow();
        Map<String, String> variables =
                new HashMap<>(new Variables(Pod.of(workload, 0), objects, secret -> Certificates.PASSWORD).values());
        Map<String, String> mounted = Map.of(
                "/kafka/login/user.p12", certificates.of(user(role)).toString(),
                "/kafka/cluster/ca.p12", certificates.trusted().toString());
        variables.replaceAll((name, value) -> mounted.getOrDefault(value, value));

        // Then
        try (Admin admin = admin(variables)) {
            assertThatCode(() -> role.require(admin, Topics.standard())).doesNotThrowAnyException();
        }
    }

    @Test
    void letsInBySecretsOfPem() throws Exception {
        // Given: the keys of the example, with values
        Path store = certificates.of("plumbline-gate");
        JsonNode example = Checkout.tree(Checkout.file("k8s/examples/tls.yaml"));
        Map<String, String> variables = new HashMap<>(Map.of("PLUMBLINE_KAFKA_SECURITY_PROTOCOL", "SSL"));
        example.path("stringData")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        variables.put("PLUMBLINE_KAFKA_SSL_TRUSTSTORE_CERTIFICATES", certificates.authority());
        variables.put("PLUMBLINE_KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN", Certificates.chain(store));
        variables.put("PLUMBLINE_KAFKA_SSL_KEYSTORE_KEY", Certificates.key(store));

        // Then
        assertThat(variables).hasSize(6);
        try (Admin admin = admin(variables)) {
            assertThatCode(() -> Role.GATE.require(admin, Topics.standard())).doesNotThrowAnyException();
        }
    }

    @Test
    void keepsOutWhoHasNoCertificate() {
        Map<String, String> variables = Map.of(
                "PLUMBLINE_KAFKA_SECURITY_PROTOCOL",
                "SSL",
                "PLUMBLINE_KAFKA_SSL_TRUSTSTORE_TYPE",
                "PKCS12",
                "PLUMBLINE_KAFKA_SSL_TRUSTSTORE_LOCATION",
                certificates.trusted().toString(),
                "PLUMBLINE_KAFKA_SSL_TRUSTSTORE_PASSWORD",
                Certificates.PASSWORD);
        try (Admin admin = admin(variables)) {
            assertThatThrownBy(() -> admin.describeCluster().clusterId().get())
                    .hasCauseInstanceOf(AuthenticationException.class);
        }
    }

    private static Admin admin(Map<String, String> variables) {
        Map<String, String> own = new HashMap<>(variables);
        own.keySet().removeIf(name -> !name.startsWith("PLUMBLINE_KAFKA_"));
        own.put("PLUMBLINE_BOOTSTRAP_SERVERS", broker.orElseThrow().encryptedServers());
        KafkaSettings kafka = Configuration.of(Map.of(), own, Optional.empty()).finish(KafkaSettings::read);
        return Admin.create(kafka.admin("login"));
    }
}
