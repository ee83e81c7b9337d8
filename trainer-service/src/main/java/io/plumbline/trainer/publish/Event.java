package io.plumbline.trainer.publish;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.Topic;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An event in the queue; it is never dropped. */
final class Event<V extends MessageLite> implements Item {

    private final Topic<V> topic;
    private final String run;
    private final V value;
    private final Runnable then;

    Event(Topic<V> topic, String run, V value, Runnable then) {
        this.topic = topic;
        this.run = run;
        this.value = value;
        this.then = then;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public boolean isStep() {
        return false;
    }

    @Override
    public boolean isAwaited() {
        return true;
    }

    @Override
    public List<ProducerRecord<String, byte[]>> records() {
        return List.of(new ProducerRecord<>(topic.name(), run, value.toByteArray()));
    }

    @Override
    public void sending() {}

    @Override
    public void done() {
        then.run();
    }
}
