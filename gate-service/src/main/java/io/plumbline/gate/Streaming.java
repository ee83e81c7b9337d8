package io.plumbline.gate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.plumbline.service.Failure;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka Streams running through every outage: waits for Kafka, starts, and if a thread dies of a failure that
 * passes, closes everything and starts again under the same name, after a pause that grows to ten seconds.
 *
 * <p>Threads are not replaced one by one: Kafka Streams starts the new one while the old one still holds its consumer, so
 * that it gets another index, with it another name in the group, and its tasks wait for the session of the old name to end;
 * and a pause before it would be spent in the old thread. A closed and restarted client gets its tasks at once.
 */
final class Streaming {

    private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** After this long a start counts as successful: the next pause is short again. */
    private static final Duration LONG_LIFE = Duration.ofMinutes(1);

    /** Decisions not committed in this time are made again after the next start. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(4);

    private static final Duration CLOSE_TIMEOUT_WITHOUT_KAFKA = Duration.ofSeconds(1);

    /** Time-outs of a minute that began during an outage end after it: the outage was already reported. */
    private static final Duration AFTERMATH = Duration.ofSeconds(90);

    private final Life life;
    private final KafkaWatch kafka;
    private final Failure failure;
    private final MeterRegistry meters;
    private final Consumer<String> console;
    private final Counter restarts;
    private final Health.Switch started;
    private final AtomicReference<Optional<KafkaStreams>> running = new AtomicReference<>(Optional.empty());
    private volatile String lastWord = "";

    /**
     * The client that is run.
     *
     * @param client makes a new client, not started, for every start
     * @param fatal gives the sentence for a failure that a restart cannot fix; empty for one that passes
     * @param words describes a failure that passes
     * @param onClose whether it leaves its group or stays in it when it stops
     */
    record Life(
            Supplier<KafkaStreams> client,
            Function<Throwable, Optional<String>> fatal,
            Function<Throwable, String> words,
            GroupMembershipOperation onClose) {}

    /**
     * Prepares; starts nothing.
     *
     * @param life what is run
     * @param kafka says whether it answers
     * @param failure is set by a fatal failure
     * @param health gets the checks
     * @param meters where meters are registered
     * @param console receives one sentence for a restart
     */
    Streaming(
            Life life,
            KafkaWatch kafka,
            Failure failure,
            Health health,
            MeterRegistry meters,
            Consumer<String> console) {
        this.life = life;
        this.kafka = kafka;
        this.failure = failure;
        this.meters = meters;
        this.console = console;
        this.started = health.add(Health.Probe.STARTED, "streams", "not started");
        health.watch(Health.Probe.READY, "streams", this::idle);
        this.restarts = Counter.builder("plumbline.gate.restarts")
                .description("How often Kafka Streams was started anew after a failure that passes")
                .register(meters);
    }

    /** Runs until it is interrupted or fails for good. */
    void run() throws InterruptedException {
        // Waiting for Kafka counts as started: a restart of the process would not help.
        started.up();
        Duration pause = FIRST_PAUSE;
        while (true) {
            kafka.awaitUp();
            long since = System.nanoTime();
            Throwable end = live();
            if (Thread.currentThread().isInterrupted() || isFatal(end)) {
                return;
            }
            pause = System.nanoTime() - since > LONG_LIFE.toNanos() ? FIRST_PAUSE : pause;
            again(end, pause);
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private boolean isFatal(Throwable end) {
        Optional<String> sentence = life.fatal().apply(end);
        sentence.ifPresent(said -> failure.fail(said, end));
        return sentence.isPresent();
    }

    /** Runs one client to its end and returns why it died. */
    private Throwable live() throws InterruptedException {
        try {
            return live(life.client().get());
        } catch (RuntimeException refused) {
            return refused;
        }
    }

    private Throwable live(KafkaStreams streams) throws InterruptedException {
        CompletableFuture<Throwable> died = new CompletableFuture<>();
        try (KafkaStreamsMetrics own = new KafkaStreamsMetrics(streams)) {
            streams.setUncaughtExceptionHandler(thrown -> {
                // Reported at once, since closing may take long.
                isFatal(thrown);
                died.complete(thrown);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.setStateListener((now, before) -> turned(now, died));
            own.bindTo(meters);
            running.set(Optional.of(streams));
            streams.start();
            return died.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException("a death that failed", never);
        } finally {
            running.set(Optional.empty());
            close(streams, died.isDone());
        }
    }

    private void turned(State now, CompletableFuture<Throwable> died) {
        if (now == State.RUNNING) {
            lastWord = "";
        } else if (now == State.ERROR) {
            died.complete(new IllegalStateException("Kafka Streams ended without a cause"));
        }
    }

    /** A dead client must release its state directory before the next one can use it, however long that takes. */
    private void close(KafkaStreams streams, boolean died) {
        Duration patience = kafka.isUp() ? CLOSE_TIMEOUT : CLOSE_TIMEOUT_WITHOUT_KAFKA;
        CloseOptions options = CloseOptions.timeout(patience).withGroupMembershipOperation(life.onClose());
        boolean interrupted = Thread.interrupted();
        boolean closed = streams.close(options);
        while (died
                && !closed
                && failure.cause().isEmpty()
                && !Thread.currentThread().isInterrupted()) {
            LOG.warn("the failed client is not closed yet");
            closed = streams.close(options);
        }
        if (!closed) {
            LOG.warn("the gate did not stop within {}", patience);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void again(Throwable end, Duration pause) {
        restarts.increment();
        LOG.warn("the gate starts again in {}", pause, end);
        String word = life.words().apply(end);
        if (kafka.isUpFor(AFTERMATH) && !word.equals(lastWord)) {
            console.accept("The gate starts again: " + word);
        }
        lastWord = word;
    }

    private Optional<String> idle() {
        String word = lastWord.isEmpty() ? "" : ", after " + lastWord;
        return running.get()
                .map(KafkaStreams::state)
                .map(state -> state == State.RUNNING
                        ? Optional.<String>empty()
                        : Optional.of("Kafka Streams is " + state + word))
                .orElseGet(() -> Optional.of("Kafka Streams is not started yet" + word));
    }
}
