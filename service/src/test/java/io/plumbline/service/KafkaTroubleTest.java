package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaTroubleTest {

    private static final KafkaSettings KAFKA = KafkaSettings.of("127.0.0.1:9092");

    @Test
    void asksForABrokerWhereNobodyAnswers() {
        // Given
        Throwable failure = new KafkaException(
                "the topics could not be read: Timed out waiting for a node assignment. Call: listTopics",
                new TimeoutException("Timed out waiting for a node assignment. Call: listTopics"));

        // Then
        assertThat(KafkaTrouble.sentence(KAFKA, failure))
                .isEqualTo("no answer from 127.0.0.1:9092 within 60 s: is a broker running there?");
    }

    @Test
    void saysHowLongItWasToldToWait() {
        // Given
        KafkaSettings hasty = new KafkaSettings("a:1", Map.of("default.api.timeout.ms", "1500"));

        // Then
        assertThat(KafkaTrouble.sentence(hasty, new ExecutionException(new TimeoutException("x"))))
                .startsWith("no answer from a:1 within 1500 ms");
    }

    @Test
    void tellsRefusalsApart() {
        assertThat(KafkaTrouble.sentence(
                        KAFKA,
                        new SslAuthenticationException("SSL handshake failed", new GeneralSecurityException("PKIX"))))
                .isEqualTo("the TLS handshake with 127.0.0.1:9092 failed: are kafka.security.protocol and kafka.ssl.*"
                        + " those of this broker? (PKIX)");
        assertThat(KafkaTrouble.sentence(
                        KAFKA, new ExecutionException(new SaslAuthenticationException("Invalid credentials"))))
                .startsWith("127.0.0.1:9092 refuses the login")
                .endsWith("(Invalid credentials)");
        assertThat(KafkaTrouble.sentence(KAFKA, new TopicAuthorizationException("Not authorized: a")))
                .startsWith("127.0.0.1:9092 does not allow it")
                .contains("Not authorized");
    }

    @Test
    void namesAnAddressThatNobodyHas() {
        // Given
        KafkaSettings nowhere = KafkaSettings.of("no.such.host.invalid:9092");
        Throwable failure =
                catchThrowable(() -> Admin.create(nowhere.admin("test")).close());

        // Then
        assertThat(KafkaTrouble.sentence(nowhere, failure))
                .isEqualTo("no address is known for no.such.host.invalid:9092: is bootstrap-servers spelt right?");
    }

    @Test
    void givesTheReasonOfAnythingElseWithoutNamesOfClasses() {
        assertThat(KafkaTrouble.sentence(
                        KAFKA,
                        new ExecutionException(new InvalidReplicationFactorException("Replication factor is 3 of 1"))))
                .isEqualTo("Kafka at 127.0.0.1:9092 cannot be used: Replication factor is 3 of 1");
    }

    @Test
    void tellsWhatWaitingWouldNotMend() {
        assertThat(KafkaTrouble.refusal(KAFKA, new ExecutionException(new SaslAuthenticationException("no"))))
                .contains(KafkaTrouble.sentence(KAFKA, new SaslAuthenticationException("no")));
        assertThat(KafkaTrouble.refusal(KAFKA, new KafkaException("x", new TimeoutException("gone"))))
                .isEmpty();
        assertThat(KafkaTrouble.refusal(
                        KAFKA, new KafkaException("x", new InvalidReplicationFactorException("3 of 1"))))
                .isEmpty();
    }
}
