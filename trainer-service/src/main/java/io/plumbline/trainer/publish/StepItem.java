package io.plumbline.trainer.publish;

import io.plumbline.core.model.Shards;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.v1.StepEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One step: all its shards are sent, or none. */
final class StepItem implements Item {

    private final Topic<StepEvent> topic;
    private final RunKey key;
    private final Shards shards;
    private final StepBuffer buffer;
    private final SentTimes sent;
    private final Consumer<StepBuffer> recycle;

    StepItem(
            Topic<StepEvent> topic,
            RunKey key,
            Shards shards,
            StepBuffer buffer,
            SentTimes sent,
            Consumer<StepBuffer> recycle) {
        this.topic = topic;
        this.key = key;
        this.shards = shards;
        this.buffer = buffer;
        this.sent = sent;
        this.recycle = recycle;
    }

    @Override
    public long bytes() {
        return buffer.size();
    }

    @Override
    public boolean isStep() {
        return true;
    }

    /** The gate answers decision steps only. */
    @Override
    public boolean isAwaited() {
        return sent.isDecision(buffer.step());
    }

    @Override
    public List<ProducerRecord<String, byte[]>> records() {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int s = 0; s < shards.count(); s++) {
            byte[] value = StepEvent.newBuilder()
                    .setShard(buffer.shard(key, shards, s))
                    .build()
                    .toByteArray();
            records.add(new ProducerRecord<>(topic.name(), key.run(), value));
        }
        return records;
    }

    @Override
    public void sending() {
        sent.note(buffer.step());
    }

    @Override
    public void done() {
        recycle.accept(buffer);
    }
}
