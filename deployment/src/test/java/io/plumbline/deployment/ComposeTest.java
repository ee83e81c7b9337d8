package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.testkit.Checkout;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the compose file tells services, without an engine. */
class ComposeTest {

    @ParameterizedTest
    @CsvSource({"gate, gate", "metrics, metrics", "trainer, train", "trainer-dense, train"})
    void givesSettingsThatTheServicesKnow(String service, String command) {
        // Given: what several have in common stands beside what is a service's own
        JsonNode file = Checkout.tree(Checkout.file("docker/compose.yaml"));
        Map<String, String> variables = new TreeMap<>();
        for (String part : new String[] {"/x-service", "/services/" + service}) {
            file.at(part + "/environment").properties().forEach(variable -> {
                if (variable.getKey().startsWith("PLUMBLINE_")) {
                    variables.put(variable.getKey(), variable.getValue().asText());
                }
            });
        }

        // Then
        assertThatCode(() -> Settings.read(command, variables)).doesNotThrowAnyException();
    }
}
