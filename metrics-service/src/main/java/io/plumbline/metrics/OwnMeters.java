package io.plumbline.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.core.files.Spelling;
import io.plumbline.protocol.BadRecordException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The meters of this service itself.
 *
 * <p>What holds between them: {@code plumbline_records_read_total} = {@code plumbline_records_folded_total} +
 * {@code plumbline_records_unchanged_total} + {@code plumbline_records_bad_total} + {@code plumbline_records_held}, summed
 * over topics and causes; {@code plumbline_dead_letters_sent_total} + {@code plumbline_dead_letters_failed_total} ≤
 * {@code plumbline_records_bad_total}.
 */
final class OwnMeters {

    private static final String TOPIC = "topic";
    private static final String SENT = "sent";
    private static final String FAILED = "failed";
    /** What became of a record. */
    private enum Fate {
        READ("Records read"),
        FOLDED("Records that changed the view of their run"),
        UNCHANGED("Records that said nothing new: doubled, or outdated");

        private final String description;

        Fate(String description) {
            this.description = description;
        }
    }

    private final MeterRegistry registry;
    private final AtomicInteger held = new AtomicInteger();

    OwnMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("plumbline.records.held", held, AtomicInteger::get)
                .description("Records that wait for the manifest of their run")
                .register(registry);
        letters(SENT);
        letters(FAILED);
    }

    /** Shows the counters of a topic from 0 on: one that is born at 1 has no increase, and no alert sees it. */
    void begin(String topic) {
        for (Fate fate : Fate.values()) {
            records(fate, topic);
        }
        for (BadRecordException.Cause cause : BadRecordException.Cause.values()) {
            bad(topic, cause);
        }
    }

    void read(String topic) {
        records(Fate.READ, topic).increment();
    }

    void folded(String topic) {
        records(Fate.FOLDED, topic).increment();
    }

    void unchanged(String topic) {
        records(Fate.UNCHANGED, topic).increment();
    }

    void bad(ConsumerRecord<byte[], byte[]> record, BadRecordException bad) {
        bad(record.topic(), bad.cause()).increment();
    }

    void sent() {
        letters(SENT).increment();
    }

    void failed() {
        letters(FAILED).increment();
    }

    void held(int records) {
        held.set(records);
    }

    /** Shows how far reading is behind in a topic, in records. */
    void lag(String topic, ToDoubleFunction<String> lag) {
        Gauge.builder("plumbline.consumer.lag.records", topic, lag)
                .description("Records of a topic that are not read yet; NaN until the first answer")
                .tag(TOPIC, topic)
                .register(registry);
    }

    /** Shows how many runs there are, shown and hidden, and whether the log was read to its end. */
    void runs(Supplier<Number> shown, Supplier<Number> hidden, Supplier<Number> caughtUp) {
        Gauge.builder("plumbline.runs.shown", shown)
                .description("Runs that are shown")
                .register(registry);
        Gauge.builder("plumbline.runs.hidden", hidden)
                .description("Runs that are not shown for want of room")
                .register(registry);
        Gauge.builder("plumbline.caught.up", caughtUp)
                .description("1 once the log was read to where it ended at the start; no run is shown before")
                .register(registry);
    }

    private Counter bad(String topic, BadRecordException.Cause cause) {
        return Counter.builder("plumbline.records.bad")
                .description("Records that could not be used, by cause")
                .tag(TOPIC, topic)
                .tag("cause", cause.spelling())
                .register(registry);
    }

    private Counter letters(String fate) {
        return Counter.builder("plumbline.dead.letters." + fate)
                .description(
                        "Bad records that " + (fate.equals(SENT) ? "were" : "could not be") + " sent to dead-letters")
                .register(registry);
    }

    private Counter records(Fate fate, String topic) {
        return Counter.builder("plumbline.records." + Spelling.of(fate))
                .description(fate.description)
                .tag(TOPIC, topic)
                .register(registry);
    }
}
