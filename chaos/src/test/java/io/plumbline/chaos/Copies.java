package io.plumbline.chaos;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes some records once more: at once, as a client does that did not see its acknowledgement, or seconds later, as a process
 * does that was believed dead. A header marks them, which nobody but {@link Watch} looks at.
 */
final class Copies implements Consumer<ConsumerRecord<String, byte[]>>, AutoCloseable {

    private static final String HEADER = "plumbline-chaos-copy";

    /** One of so many records is copied. */
    private static final int SHARE = 200;

    private static final long LATEST_MS = 8000;

    private final Random random;
    private final KafkaProducer<String, byte[]> producer;
    private final Queue<Late> late = new ConcurrentLinkedQueue<>();
    private final AtomicLong written = new AtomicLong();

    /** A record that is due at a time. */
    private record Late(ConsumerRecord<String, byte[]> found, long dueAt) {}

    Copies(String bootstrapServers, long seed) {
        random = new Random(seed);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", "100"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Returns whether a record is one of these. */
    static boolean isCopy(ConsumerRecord<String, byte[]> found) {
        return found.headers().lastHeader(HEADER) != null;
    }

    /** Copies a record, perhaps, and those that are due. */
    @Override
    public void accept(ConsumerRecord<String, byte[]> found) {
        if (random.nextInt(SHARE) == 0) {
            long delay = random.nextBoolean() ? 0 : (long) (random.nextDouble() * LATEST_MS);
            late.add(new Late(found, System.currentTimeMillis() + delay));
        }
        long now = System.currentTimeMillis();
        late.removeIf(copy -> copy.dueAt <= now && write(copy.found));
    }

    private boolean write(ConsumerRecord<String, byte[]> found) {
        try {
            var unused = producer.send(
                    new ProducerRecord<>(
                            found.topic(),
                            found.partition(),
                            null,
                            found.key(),
                            found.value(),
                            List.of(new RecordHeader(HEADER, "1".getBytes(StandardCharsets.UTF_8)))),
                    (where, failed) -> {
                        if (failed == null) {
                            written.incrementAndGet();
                        }
                    });
        } catch (org.apache.kafka.common.errors.TimeoutException away) {
            // Its partition has no leader now: the copy is lost, which harms nobody.
        }
        return true;
    }

    /** Returns how many the log holds. */
    long written() {
        return written.get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
