package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void isReadyOnlyOnceItHasAReasonToBe() {
        // Given
        Health health = new Health();

        // When
        Health.Report before = health.report(Health.Probe.READY);
        health.add(Health.Probe.READY, "caught-up", "");

        // Then
        assertThat(before.isUp()).isFalse();
        assertThat(before.findings())
                .containsExactly(new Health.Finding("assembly", Optional.of("it is not put together yet")));
        assertThat(health.report(Health.Probe.READY).isUp()).isTrue();
        assertThat(health.report(Health.Probe.LIVE).isUp()).isTrue();
        assertThat(health.report(Health.Probe.STARTED).isUp()).isTrue();
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
