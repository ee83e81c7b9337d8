package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailureTest {

    private final Health health = new Health();
    private final Failure failure = new Failure("gate", health);

    @Test
    void saysTheSentenceOfTheFirstFailureWherePeopleLook() {
        // When
        failure.fail("The disk is full.", new IllegalStateException());
        failure.fail("The threads are tired.", new IllegalStateException());

        // Then
        assertThat(failure.future().join()).hasMessage("The disk is full.");
        assertThat(health.report(Health.Probe.LIVE).findings().get(0).cause()).contains("The disk is full.");
        assertThat(health.report(Health.Probe.READY).isUp()).isFalse();
    }

    @Test
    void takesWhateverAThreadThrowsForAFailureErrorsToo() throws Exception {
        // Given
        Thread thread = failure.thread("reader", () -> {
            throw new UnsatisfiedLinkError("no library");
        });

        // When
        thread.start();

        // Then
        assertThat(failure.future().get(10, TimeUnit.SECONDS))
                .hasMessage("The gate failed in its thread reader: java.lang.UnsatisfiedLinkError: no library");
    }

    @Test
    void knowsThatAnInterruptedThreadWasToldToEnd() throws Exception {
        // Given
        Thread thread = failure.thread("reader", () -> new CountDownLatch(1).await());
        thread.start();

        // When
        thread.interrupt();

        // Then
        thread.join(10_000);
        assertThat(failure.cause()).isEmpty();
        assertThat(health.report(Health.Probe.LIVE).isUp()).isTrue();
    }

    @Test
    void endsTheWaitOfAShutdownHookWithItsSentence() throws Exception {
        // Given
        CountDownLatch closed = new CountDownLatch(1);
        try (ShutdownHook hook = ShutdownHook.closing(closed::countDown)) {
            failure.fail("The disk is full.", new IllegalStateException());

            // When / Then
            assertThatThrownBy(() -> hook.await(failure.future()))
                    .isInstanceOf(StartException.class)
                    .hasMessage("The disk is full.");
        }
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
