package io.plumbline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OutboxTest {

    private static final long CAPACITY = 100;
    /** Longer than any test: who gets something was woken. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private Outbox outbox = new Outbox(CAPACITY, NEVER, dropped -> {});
    private Thread taker = new Thread(() -> {});

    @AfterEach
    void close() throws InterruptedException {
        outbox.close();
        taker.join();
    }

    @Test
    void letsStepsLieThatNobodyWaitsFor() {
        // Given
        startTaking();

        // When
        outbox.offer(new Thing("step 1", 10, true, false));
        outbox.offer(new Thing("step 2", 10, true, false));

        // Then: it was not woken, or else it is not yet waiting again, or has taken them
        assertThat(taker.getState()).isEqualTo(Thread.State.TIMED_WAITING);
        assertThat(outbox.steps()).isEqualTo(2);
    }

    @Test
    void givesThemBeforeWhatSomebodyWaitsFor() {
        // Given
        startTaking();
        outbox.offer(new Thing("step 1", 10, true, false));

        // When
        outbox.offer(new Thing("decision step 2", 10, true, true));

        // Then
        await().untilAsserted(() -> assertThat(taken).containsExactly("step 1", "decision step 2"));
    }

    @Test
    void givesThemBeforeAnEvent() {
        // Given
        startTaking();
        outbox.offer(new Thing("step 1", 10, true, false));

        // When
        outbox.offer(new Thing("event", 0, false, true));

        // Then
        await().untilAsserted(() -> assertThat(taken).containsExactly("step 1", "event"));
    }

    @Test
    void givesThemBeforeTheyFillTheQueue() {
        // Given
        startTaking();
        outbox.offer(new Thing("step 1", 50, true, false));

        // When
        outbox.offer(new Thing("step 2", 1, true, false));

        // Then
        await().untilAsserted(() -> assertThat(taken).containsExactly("step 1", "step 2"));
        assertThat(outbox.dropped()).isZero();
    }

    @Test
    void givesThemOnceTheyHaveLainLongEnough() {
        // Given
        outbox = new Outbox(CAPACITY, Duration.ofMillis(1), dropped -> {});
        startTaking();

        // When
        outbox.offer(new Thing("step 1", 10, true, false));

        // Then
        await().untilAsserted(() -> assertThat(taken).containsExactly("step 1"));
    }

    @Test
    void givesThemWhenItCloses() throws InterruptedException {
        // Given
        startTaking();
        outbox.offer(new Thing("step 1", 10, true, false));

        // When
        outbox.close();
        taker.join();

        // Then
        assertThat(taken).containsExactly("step 1");
    }

    @Test
    @Timeout(10)
    void waitsForRoomNoLongerThanItIsWantedTo() throws InterruptedException {
        // Given
        outbox.offer(new Thing("step 1", CAPACITY, true, false));
        Iterator<Boolean> wanted = List.of(true, true, false).iterator();

        // When
        boolean put = outbox.put(new Thing("step 2", CAPACITY, true, false), Duration.ofMinutes(5), wanted::next);

        // Then
        assertThat(put).isFalse();
        assertThat(wanted).isExhausted();
    }

    @Test
    void refusesSizesThatMakeNoQueue() {
        assertThatThrownBy(() -> new Outbox(0, NEVER, dropped -> {}))
                .hasMessage("queue bytes must be at least 1, was 0");
        assertThatThrownBy(() -> new Outbox(1, Duration.ofNanos(1), dropped -> {}))
                .hasMessage("linger must be at least a millisecond, was PT0.000000001S");
    }

    private void startTaking() {
        taker = new Thread(this::takeAll, "taker");
        taker.start();
        await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
    }

    private void takeAll() {
        try {
            for (Optional<Item> next = outbox.take(); next.isPresent(); next = outbox.take()) {
                taken.add(((Thing) next.get()).name());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Thing extends Item {

        private final String name;
        private final long bytes;
        private final boolean isStep;
        private final boolean isAwaited;

        private Thing(String name, long bytes, boolean isStep, boolean isAwaited) {
            this.name = name;
            this.bytes = bytes;
            this.isStep = isStep;
            this.isAwaited = isAwaited;
        }

        private String name() {
            return name;
        }

        @Override
        long bytes() {
            return bytes;
        }

        @Override
        boolean isStep() {
            return isStep;
        }

        @Override
        boolean isAwaited() {
            return isAwaited;
        }

        @Override
        List<ProducerRecord<String, byte[]>> records() {
            return List.of();
        }

        @Override
        void sending() {}

        @Override
        void done() {}
    }
}
