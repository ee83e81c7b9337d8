package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.testkit.Checkout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the Prometheus Operator reads is what Prometheus reads. */
class PrometheusRuleTest {

    @Test
    void isMadeOfTheSameGroups() {
        // Given
        List<JsonNode> groups = Stream.of("plumbline-rules.yaml", "plumbline-alerts.yaml")
                .map(name -> Checkout.tree(Checkout.file("docker/prometheus/" + name)))
                .flatMap(file -> Checkout.list(file.path("groups")).stream())
                .toList();

        // When
        JsonNode rule = Checkout.tree(Checkout.file("k8s/components/monitoring/rules.yaml"));

        // Then
        assertThat(Checkout.list(rule.at("/spec/groups")))
                .as("made anew by k8s/components/monitoring/rules.sh")
                .isNotEmpty()
                .isEqualTo(groups);
    }
}
