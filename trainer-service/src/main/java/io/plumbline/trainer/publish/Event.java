package io.plumbline.trainer.publish;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.Topic;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An event in the queue; it is never dropped. */
final class Event<V extends MessageLite> extends Item {

    private final Topic<V> topic;
    private final String run;
    private final V value;
    private final boolean behindAll;
    private final Runnable then;

    Event(Topic<V> topic, String run, V value, boolean behindAll, Runnable then) {
        this.topic = topic;
        this.run = run;
        this.value = value;
        this.behindAll = behindAll;
        this.then = then;
    }

    @Override
    long bytes() {
        return 0;
    }

    @Override
    boolean isStep() {
        return false;
    }

    @Override
    boolean isAwaited() {
        return true;
    }

    @Override
    boolean isBehindAll() {
        return behindAll;
    }

    @Override
    List<ProducerRecord<String, byte[]>> records() {
        return List.of(new ProducerRecord<>(topic.name(), run, value.toByteArray()));
    }

    @Override
    void sending() {}

    @Override
    void done() {
        then.run();
    }

    Unsaid unsaid() {
        return Unsaid.of(topic.name(), value);
    }
}
