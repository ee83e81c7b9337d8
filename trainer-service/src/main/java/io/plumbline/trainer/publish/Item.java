package io.plumbline.trainer.publish;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What waits in the outbox: all records of a step or an event, sent together or not at all. */
interface Item {

    /** Returns the bytes it counts for; 0 for an event. */
    long bytes();

    /** Returns whether it may be dropped to make room: steps may, events never. */
    boolean isStep();

    /** Returns whether another service waits for it, so that it must be sent at once. */
    boolean isAwaited();

    /** Returns its records in order; called once, by the publisher's thread. */
    List<ProducerRecord<String, byte[]>> records();

    /** Called when the last record is about to be sent. */
    void sending();

    /** Called when it was sent or dropped: its memory may be used again. */
    void done();
}
