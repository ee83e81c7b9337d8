package io.plumbline.trainer.publish;

import io.plumbline.core.model.Shards;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.v1.StepEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One step: all its shards from a first one on are sent, or none. */
final class StepItem extends Item {

    private final Topic<StepEvent> topic;
    private final RunKey key;
    private final Shards shards;
    private final int first;
    private final StepBuffer buffer;
    private final SentTimes sent;
    private final Consumer<StepBuffer> recycle;

    StepItem(
            Topic<StepEvent> topic,
            RunKey key,
            Shards shards,
            int first,
            StepBuffer buffer,
            SentTimes sent,
            Consumer<StepBuffer> recycle) {
        this.topic = topic;
        this.key = key;
        this.shards = shards;
        this.first = first;
        this.buffer = buffer;
        this.sent = sent;
        this.recycle = recycle;
    }

    @Override
    long bytes() {
        return buffer.size();
    }

    /** A step of which an earlier attempt has published a part is not dropped: half of it would remain. */
    @Override
    boolean isStep() {
        return first == 0;
    }

    /** The gate answers decision steps only. */
    @Override
    boolean isAwaited() {
        return sent.isDecision(buffer.step());
    }

    @Override
    List<ProducerRecord<String, byte[]>> records() {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int s = first; s < shards.count(); s++) {
            byte[] value = StepEvent.newBuilder()
                    .setShard(buffer.shard(key, shards, s))
                    .build()
                    .toByteArray();
            records.add(new ProducerRecord<>(topic.name(), key.run(), value));
        }
        return records;
    }

    @Override
    void sending() {
        sent.note(buffer.step());
    }

    @Override
    void done() {
        recycle.accept(buffer);
    }
}
