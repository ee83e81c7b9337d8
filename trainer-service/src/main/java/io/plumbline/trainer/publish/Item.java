package io.plumbline.trainer.publish;

import io.plumbline.trainer.resume.Deliveries.Delivery;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What waits in the outbox: all records of a step or an event, sent together or not at all. */
abstract class Item {

    /** Set before the item is queued, and read by those who take it from the queue. */
    private Optional<Delivery<Item>> delivery = Optional.empty();

    /** Returns the bytes it counts for; 0 for an event. */
    abstract long bytes();

    /** Returns whether it may be dropped to make room: steps may, events never. */
    abstract boolean isStep();

    /** Returns whether another service waits for it, so that it must be sent at once. */
    abstract boolean isAwaited();

    /** Returns whether it may be said only once all before it is in the log. */
    boolean isBehindAll() {
        return false;
    }

    /** Returns its records in order; called once, by the publisher's thread. */
    abstract List<ProducerRecord<String, byte[]>> records();

    /** Called when the last record is about to be sent. */
    abstract void sending();

    /** Called when it was sent or dropped: its memory may be used again. */
    abstract void done();

    /** Called once, by those who hand it over: who settles it tells that. */
    final void deliver(Delivery<Item> given) {
        delivery = Optional.of(given);
    }

    /** Returns whom to tell what became of it. */
    final Delivery<Item> delivery() {
        return delivery.orElseThrow();
    }
}
