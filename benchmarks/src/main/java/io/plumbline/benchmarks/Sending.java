package io.plumbline.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A producer that sends in order, so that the last acknowledgement says that all arrived. For one thread. */
final class Sending implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private Future<RecordMetadata> last = CompletableFuture.completedFuture(null);

    Sending(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** Sends a record and waits for nothing. */
    void send(String topic, String key, byte[] value) {
        last = producer.send(new ProducerRecord<>(topic, key, value));
    }

    /** Waits until all that was sent is acknowledged. */
    void await() throws InterruptedException, ExecutionException {
        producer.flush();
        last.get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
