package io.plumbline.standalone;

import io.plumbline.broker.BrokerException;
import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.service.StartException;

/** Starts the broker in this JVM; what goes wrong is a sentence for the console. */
final class Embedding {

    private Embedding() {}

    static EmbeddedBroker broker(BrokerSettings settings) {
        try {
            return EmbeddedBroker.start(settings);
        } catch (BrokerException e) {
            throw new StartException(e.getMessage(), e);
        }
    }
}
