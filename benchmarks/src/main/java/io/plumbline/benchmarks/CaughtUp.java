package io.plumbline.benchmarks;

import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.service.KafkaSettings;
import io.plumbline.testkit.TopicReader;
import io.plumbline.trainer.TrainerService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Looks when a run has caught up: at the trainer's own gauges, and at decisions in the log. Not thread safe. */
final class CaughtUp implements AutoCloseable {

    /** Steps that no service waits for linger for 10 ms: so many wait when nothing is late. */
    private static final double LINGERING = 5;

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest metrics;
    private final Topic<MaskChange> maskChanges;
    private final String run;
    private final KafkaConsumer<String, byte[]> reader;

    CaughtUp(KafkaSettings kafka, Topics topics, TrainerService trainer) {
        metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + trainer.adminPort() + "/metrics"))
                .build();
        maskChanges = topics.maskChanges();
        run = trainer.run();
        reader = new KafkaConsumer<>(kafka.consumer("caught-up"));
        List<TopicPartition> partitions = reader.partitionsFor(maskChanges.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
    }

    /**
     * How long after the broker went on, seconds.
     *
     * @param queue no more steps waited than when nothing is late
     * @param decision a decision came that had not been there before the pause
     * @param current a decision came on a step that was made since the broker went on
     */
    record Times(OptionalDouble queue, OptionalDouble decision, OptionalDouble current) {

        private boolean isComplete() {
            return queue.isPresent() && decision.isPresent() && current.isPresent();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "after the broker went on: queue empty in %.2f s, first decision in %.2f s, first on a step made since in %.2f s",
                    queue.orElseThrow(),
                    decision.orElseThrow(),
                    current.orElseThrow());
        }
    }

    /** Returns the bytes of statistics that wait in the trainer. */
    long queuedBytes() {
        return (long) gauge("plumbline_trainer_queue_bytes");
    }

    /** Waits for the first decision of the run: a gate is at work. */
    void awaitDecision() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lastDecided() == 0) {
            check(deadline, "no gate decides");
        }
    }

    /** Waits until the run has caught up; the argument is the last step that was made before the broker went on. */
    Times after(long made) {
        long begin = System.nanoTime();
        Times times = new Times(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        while (!times.isComplete()) {
            long decided = lastDecided();
            double now = (System.nanoTime() - begin) / 1e9;
            times = new Times(
                    first(times.queue(), gauge("plumbline_trainer_queue_steps") <= LINGERING, now),
                    first(times.decision(), decided > 0, now),
                    first(times.current(), decided > made, now));
            check(begin + PATIENCE.toNanos(), "not caught up: " + times.queue + times.decision + times.current);
        }
        return times;
    }

    private static OptionalDouble first(OptionalDouble before, boolean now, double seconds) {
        return before.isPresent() || !now ? before : OptionalDouble.of(seconds);
    }

    private static void check(long deadline, String what) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException(what + " within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** Returns the last step decided of those whose decisions have come since the last call, or 0. */
    private long lastDecided() {
        long last = 0;
        for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
            if (run.equals(record.key())) {
                last = TopicReader.parse(maskChanges, record.value()).getStep();
            }
        }
        return last;
    }

    private double gauge(String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$").matcher(metrics());
        if (!line.find()) {
            throw new IllegalStateException("the trainer shows no " + name);
        }
        return Double.parseDouble(line.group(1));
    }

    private String metrics() {
        try {
            return client.send(metrics, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
