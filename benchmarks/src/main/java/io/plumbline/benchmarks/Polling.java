package io.plumbline.benchmarks;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** A thread that polls a consumer until it is closed, and closes the consumer. */
final class Polling implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;

    Polling(String name, KafkaConsumer<String, byte[]> consumer, Consumer<ConsumerRecord<String, byte[]>> handler) {
        this.consumer = consumer;
        this.thread = new Thread(() -> run(handler), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Consumer<ConsumerRecord<String, byte[]>> handler) {
        boolean open = true;
        while (open) {
            try {
                consumer.poll(POLL).forEach(handler);
            } catch (WakeupException asked) {
                open = false;
            }
        }
        consumer.close();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
