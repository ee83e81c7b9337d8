package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void isUpWithoutChecks() {
        // Given
        Health health = new Health();

        // When
        Health.Report report = health.report(Health.Probe.READY);

        // Then
        assertThat(report.isUp()).isTrue();
    }

    @Test
    void keepsProbesApart() {
        // Given
        Health health = new Health();
        health.add(Health.Probe.READY, "caught-up", "not yet");

        // When
        Health.Report live = health.report(Health.Probe.LIVE);

        // Then
        assertThat(live.isUp()).isTrue();
        assertThat(health.report(Health.Probe.READY).isUp()).isFalse();
    }

    @Test
    void followsItsSwitch() {
        // Given
        Health health = new Health();
        Health.Switch reader = health.add(Health.Probe.LIVE, "reader", "");

        // When
        reader.down("the topic is gone");

        // Then
        assertThat(health.report(Health.Probe.LIVE).findings())
                .containsExactly(new Health.Finding("reader", Optional.of("the topic is gone")));
        reader.up();
        assertThat(health.report(Health.Probe.LIVE).isUp()).isTrue();
    }

    @Test
    void takesAFailingLookForItsCause() {
        // Given
        Health health = new Health();
        health.watch(Health.Probe.LIVE, "streams", () -> {
            throw new IllegalStateException("gone");
        });

        // When
        Health.Report report = health.report(Health.Probe.LIVE);

        // Then
        assertThat(report.findings().get(0).cause()).hasValue("java.lang.IllegalStateException: gone");
    }
}
