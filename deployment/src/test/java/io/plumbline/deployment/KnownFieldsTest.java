package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testkit.Checkout;
import org.junit.jupiter.api.Test;

class KnownFieldsTest {

    @Test
    void refusesAFieldThatKubernetesDoesNotKnowHoweverDeep() {
        // Given
        String account = """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: a}
                automountServiceAccountToken: false
                """;
        String misspelt = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: a}
                spec:
                  selector: {matchLabels: {a: b}}
                  template:
                    spec:
                      containers: [{name: a, image: a, redinessProbe: {httpGet: {port: 1}}}]
                """;

        // Then
        assertThat(Checkout.trees(account))
                .allMatch(object -> KnownFields.wrong(object).isEmpty());
        assertThat(Checkout.trees(misspelt))
                .allSatisfy(object -> assertThat(KnownFields.wrong(object))
                        .hasValueSatisfying(wrong -> assertThat(wrong).contains("redinessProbe")));
    }
}
